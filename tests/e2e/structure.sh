#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# structure.sh [ILMS]: structures, schemas, reference metadata and registrations over HTTP, by the forms
# of request that the documents of SDMX-REST 1.5.0 and 2.2.2 have. Where ../shared/schemas is, answers are
# held against the standard's XML schemas (xmllint) and, with npm, its JSON schemas.
. "$(dirname "$0")/server.sh"
start_server
schemas=$repo/../shared/schemas
flow=MST_NCTE_SEX_CCT_NB

# code NAME STATUS CURL-WORDS...: STATUS may be several, "404|204"
code() {
    name=$1 want=$2
    shift 2
    rm -f body
    got=$(curl -s -g -o body -D head -w '%{http_code}' "$@") || got="curl: $?"
    case "|$want|" in
    *"|$got|"*) ok "$name" 0 ;;
    *)
        { echo "$got in place of $want"; head -c 500 body; } >why 2>/dev/null
        ok "$name" 1
        ;;
    esac
}
field() { tr -d '\r' <head | sed -n "s/^$1: //Ip" | head -n 1; }
type() { # of the last answer, exactly
    got=$(field Content-Type)
    [ "$got" = "$1" ] && c=0 || { echo "$got in place of $1" >why; c=1; }
    ok "$name: type" $c
}
holds() {
    grep -q -e "$1" body && c=0 || { echo "nothing like $1 in"; head -c 700 body; } >why
    ok "$name: $1" "${c-1}"
    unset c
}
lacks() {
    grep -q -e "$1" body && { echo "$1 in it" >why; c=1; } || c=0
    ok "$name: no $1" $c
    unset c
}
# many N TEXT: how often a text is in it
many() {
    n=$(grep -o -e "$2" body | wc -l)
    [ "$n" = "$1" ] && c=0 || { echo "$n times $2 in place of $1" >why; c=1; }
    ok "$name: $1 times $2" $c
    unset c
}

# -- validators ---------------------------------------------------------------------------
have_xml=0 have_json=0
if [ ! -d "$schemas" ]; then
    skip "schemas" "there is no ../shared/schemas"
else
    have_xml=1
    check=$repo/tests/e2e/schemas.mjs
    absent=$("$repo/tests/node/install.sh") && have_json=1 || skip "JSON schemas" "$absent"
fi
# valid SCHEMA: the last answer, together with others of the schema at the end, since reading a schema takes longer
# than looking at an answer
nth=0
mkdir -p answers
valid() {
    nth=$((nth + 1))
    folder=answers/$(echo "$1" | tr / _)
    mkdir -p "$folder"
    echo "$1" >"$folder/schema"
    cp body "$folder/$nth.answer"
    echo "$name" >"$folder/$nth.name"
}
# What a validator said of the files of a folder: lines that name those that are not valid. One that ended with an
# error and named none is at fault itself.
verdicts() {
    [ "$2" = 0 ] || grep -q '/[0-9]*[.]answer' said || { cp said why; ok "validator for $1" 1; }
    for answer in "$1"/*.answer; do
        grep -F "/${answer##*/}" said >why && c=1 || c=0
        ok "valid: $(cat "${answer%.answer}.name")" $c
    done
    unset c
}
validate() {
    for folder in answers/*/; do
        folder=${folder%/}
        schema=$(cat "$folder/schema")
        case $schema in
        *.xsd)
            [ $have_xml = 1 ] || continue
            xmllint --nonet --huge --noout --schema "$schemas/$schema" "$folder"/*.answer >said 2>&1 && e=0 || e=$?
            sed -i '/ validates$/d' said ;;
        *)
            [ $have_json = 1 ] || continue
            node "$check" "$schemas/json/$schema" "$folder"/*.answer >said 2>&1 && e=0 || e=$? ;;
        esac
        verdicts "$folder" "$e"
    done
}
ml="application/vnd.sdmx.structure+xml;version="
js="application/vnd.sdmx.structure+json;version="

# -- 1.5: paths ---------------------------------------------------------------------------
code "a code list" 200 "$url/rest/codelist/ILO/CL_SEX/1.0.0"
type "${ml}2.1"
holds '<str:Code id="SEX_F">'
valid sdmx21/SDMXMessage.xsd
for path in codelist/ILO/CL_SEX codelist/ILO/CL_SEX/latest codelist/ILO/CL_SEX/latest/all codelist/all/CL_SEX/all/ \
    codelist/ALL/CL_SEX/LATEST codelist/ILO/CL_SEX/1.0 v1/codelist/ILO/CL_SEX; do
    code "$path" 200 "$url/rest/$path"
    many 1 '<str:Codelist '
done
code "two code lists" 200 "$url/rest/codelist/ILO/CL_SEX+CL_FREQ"
many 2 '<str:Codelist '
code "two code lists, encoded" 200 "$url/rest/codelist/ILO/CL_SEX%2BCL_FREQ"
many 2 '<str:Codelist '
code "a code" 200 "$url/rest/codelist/ILO/CL_SEX/latest/SEX_F"
many 1 '<str:Code '
holds 'isPartial="true"'
for resource in agencyscheme dataproviderscheme organisationscheme dataflow metadataflow categoryscheme categorisation \
    codelist hierarchicalcodelist conceptscheme metadatastructure datastructure provisionagreement contentconstraint \
    actualconstraint structure; do
    code "$resource" 200 "$url/rest/$resource"
    type "${ml}2.1"
    valid sdmx21/SDMXMessage.xsd
    code "$resource/" 200 "$url/rest/$resource/?detail=allstubs"
    holds 'isExternalReference="true"'
    valid sdmx21/SDMXMessage.xsd
done
for resource in attachmentconstraint transformationscheme rulesetscheme userdefinedoperatorscheme customtypescheme \
    namepersonalisationscheme vtlmappingscheme; do
    code "$resource is not kept" 501 "$url/rest/$resource/all/all/latest"
    holds 'code="501"'
done
code "a code list that is not there" 404 "$url/rest/codelist/ILO/CL_NONE"
holds 'ErrorMessage code="100"'
valid sdmx21/SDMXMessage.xsd
code "another agency" 404 "$url/rest/codelist/ESTAT"
code "another version" 404 "$url/rest/codelist/ILO/CL_SEX/7.0"
code "a version that is none" 400 "$url/rest/codelist/ILO/CL_SEX/x.y"
code "a resource that is none" 404 "$url/rest/codebook"
code "a path too long" 400 "$url/rest/codelist/ILO/CL_SEX/latest/SEX_F/more"
code "references that are none" 400 "$url/rest/codelist/ILO/CL_SEX?references=everything"
holds 'code="140"'
code "a detail that is none" 400 "$url/rest/codelist/ILO/CL_SEX?detail=little"
code "a parameter that is none" 400 "$url/rest/codelist/ILO/CL_SEX?colour=red"

# -- 1.5: references and detail -----------------------------------------------------------
code "a flow alone" 200 "$url/rest/dataflow/ILO/DF_$flow"
lacks "DataStructures>"
code "a flow and its structure" 200 "$url/rest/dataflow/ILO/DF_$flow?references=children"
many 1 '<str:DataStructure id='
lacks "<str:Codelist "
code "a structure and its lists" 200 "$url/rest/datastructure/all/$flow/latest/?references=children"
holds '<str:Codelist id="CL_SEX"'
holds '<str:ConceptScheme id="CS_ILMS"'
valid sdmx21/SDMXMessage.xsd
code "what a structure leads to" 200 "$url/rest/datastructure/ILO/$flow/1.0.0?references=descendants"
holds '<str:Codelist id="CL_SEX"'
code "what uses a structure" 200 "$url/rest/datastructure/ILO/$flow?references=parents"
holds "<str:Dataflow id=\"DF_$flow\""
lacks "<str:Codelist "
code "all around a flow" 200 "$url/rest/dataflow/ILO/DF_$flow?references=all&detail=referencepartial"
holds 'isPartial="true"'
valid sdmx21/SDMXMessage.xsd
code "code lists of a structure alone" 200 "$url/rest/datastructure/ILO/$flow?references=codelist"
holds '<str:Codelist id="CL_SEX"'
lacks "<str:ConceptScheme "
code "stubs of what is referred to" 200 "$url/rest/datastructure/ILO/$flow?references=children&detail=referencestubs"
holds "structureURL=\"[^\"]*/rest/v1/codelist/ILO/CL_SEX/1.0.0\""
lacks '<str:Code '
holds '<str:DimensionList'
code "complete stubs" 200 "$url/rest/dataflow/ILO/DF_$flow?detail=allcompletestubs"
holds 'isFinal="true"'
lacks '<str:Structure>'

# -- 2.2: paths and versions --------------------------------------------------------------
s2=$url/rest/v2/structure
code "by default in JSON" 200 "$s2/codelist/ILO/CL_SEX/1.0.0"
type "${js}2.1.0"
valid 2.1.0/structure.json
for path in 'codelist/ILO/CL_SEX' 'codelist/ILO/CL_SEX/~' 'codelist/ILO/CL_SEX/+' 'codelist/*/CL_SEX/%2B/' 'codelist/ILO/CL_SEX/1.+.0' \
    'codelist/ILO/CL_SEX/1+.0.0' 'codelist/ILO/CL_SEX/*' 'codelist/ILO,ESTAT/CL_SEX/1.0.0,2.0.0' 'codelist/%2A/CL_SEX/%2A'; do
    code "v2 $path" 200 "$s2/$path"
    many 1 '"codes":'
done
code "v2 a code" 200 "$s2/codelist/ILO/CL_SEX/~/SEX_F,SEX_M"
holds '"isPartial":true'
many 2 '"id":"SEX_[A-Z]*","name"'
code "v2 everything" 200 "$s2"
valid 2.1.0/structure.json
code "v2 everything as stubs" 200 "$s2/all/ILO?detail=allstubs"
valid 2.1.0/structure.json
for type in agencyscheme dataproviderscheme metadataproviderscheme dataflow metadataflow categoryscheme categorisation codelist hierarchy \
    conceptscheme metadatastructure datastructure structuremap representationmap provisionagreement metadataprovisionagreement; do
    code "v2 $type" 200 "$s2/$type"
    valid 2.1.0/structure.json
    code "v2 $type in 2.0.0" 200 -H "Accept: ${js}2.0.0" "$s2/$type/*/*/*"
    type "${js}2.0.0"
    valid 2.0.0/structure.json
    code "v2 $type in 3.1" 200 -H "Accept: ${ml}3.1.0" "$s2/$type"
    valid sdmx31/SDMXMessage.xsd
    code "v2 $type in 3.0, stubs" 200 -H "Accept: ${ml}3.0.0" "$s2/$type?detail=allstubs"
    valid sdmx30/SDMXMessage.xsd
done
for type in valuelist conceptschememap organisationschememap metadataconstraint vtlmappingscheme; do
    code "v2 $type is not kept" 501 "$s2/$type"
done
code "v2 a type that is none" 400 "$s2/codebook"
code "v2 none such" 404 "$s2/codelist/ILO/CL_NONE"
holds '"code":100'
code "v2 no version 2" 404 "$s2/codelist/ILO/CL_SEX/2.+.0"
code "v2 no version" 400 "$s2/codelist/ILO/CL_SEX/+.+"
code "v2 ancestors" 200 "$s2/codelist/ILO/CL_SEX/~?references=ancestors&detail=allstubs"
holds "\"id\":\"DF_$flow\""
code "v2 several kinds of references" 200 "$s2/datastructure/ILO/$flow?references=codelist,dataflow"
holds '"dataflows":'
lacks '"conceptSchemes":'
code "v2 as it is now" 200 "$s2/codelist/ILO/CL_SEX?asOf=2031-01-01T00:00:00Z"
code "v2 as it was before anything was" 404 "$s2/codelist/ILO/CL_SEX?asOf=2001-01-01T00:00:00Z"
code "v2 2.1 for old clients" 200 -H "Accept: ${ml}2.1" "$s2/dataflow/*/*/+"
type "${ml}2.1"
valid sdmx21/SDMXMessage.xsd

# -- forms --------------------------------------------------------------------------------
for version in 2.1:21 3.0.0:30 3.1.0:31; do
    code "SDMX-ML ${version%:*} of everything" 200 -H "Accept: ${ml}${version%:*}" "$s2?references=all"
    type "${ml}${version%:*}"
    valid "sdmx${version#*:}/SDMXMessage.xsd"
done
for version in 1.0.0:1.0 2.0.0:2.0.0 2.1.0:2.1.0; do
    code "SDMX-JSON ${version%:*} of everything" 200 -H "Accept: ${js}${version%:*}" "$s2"
    type "${js}${version%:*}"
    valid "${version#*:}/structure.json"
done
code "JSON in 1.5" 200 -H "Accept: application/json" "$url/rest/codelist/ILO/CL_SEX"
type "${js}1.0.0"
valid 1.0/structure.json
code "format= wins" 200 "$url/rest/codelist/ILO/CL_SEX?format=jsonstructure"
type "${js}1.0.0"
code "an address that is hardly one" 200 "$url/rest/v2/structure/codelist/ILO/CL_SEX?lang={x|y}"
holds '%7Bx%7Cy%7D'
valid 2.1.0/structure.json
code "a form that is none" 406 -H "Accept: image/png" "$url/rest/codelist/ILO/CL_SEX"
code "an error in JSON" 404 -H "Accept: application/json" "$url/rest/codelist/ILO/CL_NONE"
holds '^{"errors":\[{"code":100'
code "names in one language" 200 -H "Accept-Language: vi" "$url/rest/codelist/ILO/CL_AREA"
[ "$(field Content-Language)" = vi ] && c=0 || c=1
ok "Content-Language" $c
unset c
holds 'xml:lang="vi"'
lacks 'xml:lang="th"'
code "names in all languages" 200 "$url/rest/codelist/ILO/CL_AREA"
holds 'xml:lang="vi"'
code "again" 304 -H "If-None-Match: $(field ETag)" "$url/rest/codelist/ILO/CL_AREA"
code "packed" 200 --compressed "$url/rest/structure"
holds '</mes:Structure>'

# -- schemas ------------------------------------------------------------------------------
code "a schema" 200 "$url/rest/schema/dataflow/ILO/DF_$flow/latest"
type "application/vnd.sdmx.schema+xml;version=2.1"
holds "targetNamespace=\"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=ILO:DF_$flow(1.0.0):ObsLevelDim:TIME_PERIOD\""
code "a schema of a structure" 200 "$url/rest/schema/datastructure/ILO/$flow?dimensionAtObservation=AllDimensions&explicitMeasure=false"
holds 'ObsLevelDim:AllDimensions'
code "a schema of an agreement" 200 "$url/rest/schema/provisionagreement/ILO/PA_${flow}_MYS"
code "v2 a schema" 200 "$url/rest/v2/schema/dataflow/ILO/DF_$flow/+"
type "application/vnd.sdmx.schema+json;version=2.1.0"
holds '"enum":\["SEX_T"'
code "v2 a schema in XML" 200 -H "Accept: application/xml" \
    "$url/rest/v2/schema/dataflow/ILO/DF_$flow/+?dimensionAtObservation=SEX&deletion=true"
type "application/vnd.sdmx.schema+xml;version=3.1.0"
code "v2 what is allowed, as structures" 200 -H "Accept: ${js}2.0.0" "$url/rest/v2/schema/dataflow/ILO/DF_$flow/+"
type "${js}2.0.0"
valid 2.0.0/structure.json
lacks '"dataflows"'
code "a schema of nothing" 404 "$url/rest/schema/dataflow/ILO/DF_NONE"
code "a schema of a context that is none" 400 "$url/rest/schema/codelist/ILO/CL_SEX"
code "a dimension that is none" 400 "$url/rest/schema/dataflow/ILO/DF_$flow?dimensionAtObservation=AGE"
code "a schema of metadata" 501 "$url/rest/schema/metadataflow/ILO/MDF_SOURCES"

# What our data are, by our schema: from the server itself, beside the standard's.
specific() { # VERSION FOLDER ACCEPT DIMENSION
    [ $have_xml = 1 ] || return 0
    rm -rf xsd && mkdir xsd && cp "$schemas/$2/"*.xsd xsd/
    name="data of $1 at $4"
    curl -s -g -o xsd/flow.xsd -H "Accept: application/vnd.sdmx.schema+xml;version=$1" \
        "$url/rest/v2/schema/dataflow/ILO/DF_$flow/1.0.0?dimensionAtObservation=$4"
    curl -s -g -o body -H "Accept: $3" "$url/rest/v2/data/dataflow/ILO/DF_$flow/1.0.0/*?dimensionAtObservation=$4"
    space=$(sed -n 's/.*targetNamespace="\([^"]*\)".*/\1/p' xsd/flow.xsd)
    message=$(echo "$2" | sed 's/sdmx\(.\)\(.\)/v\1_\2/')
    cat >xsd/both.xsd <<EOF
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:import namespace="http://www.sdmx.org/resources/sdmxml/schemas/$message/message" schemaLocation="SDMXMessage.xsd"/>
<xs:import namespace="$space" schemaLocation="flow.xsd"/></xs:schema>
EOF
    xmllint --nonet --huge --noout --schema xsd/both.xsd body >why 2>&1 && c=0 || c=1
    [ $c = 1 ] || rm -f why
    ok "$name: valid by our schema" $c
    unset c
    grep -q '<Obs ' body && c=0 || c=1
    ok "$name: has observations" $c
    unset c
}
for at in TIME_PERIOD AllDimensions SEX; do
    specific 2.1 sdmx21 "application/vnd.sdmx.structurespecificdata+xml;version=2.1" $at
    specific 3.0.0 sdmx30 "application/vnd.sdmx.data+xml;version=3.0.0" $at
    specific 3.1.0 sdmx31 "application/vnd.sdmx.data+xml;version=3.1.0" $at
done

# The same for JSON: what is of another table is not valid.
specific_json() { # VERSION
    [ $have_json = 1 ] || return 0
    name="JSON data of $1"
    curl -s -g -o ours.json -H "Accept: application/vnd.sdmx.schema+json;version=$1" \
        "$url/rest/v2/schema/dataflow/ILO/DF_$flow/1.0.0"
    curl -s -f -g -o right.answer -H "Accept: application/vnd.sdmx.data+json;version=$1" \
        "$url/rest/v2/data/dataflow/ILO/DF_$flow/1.0.0/MYS" || { skip "$name" "data are not served in it"; return 0; }
    curl -s -g -o wrong.answer -H "Accept: application/vnd.sdmx.data+json;version=$1" \
        "$url/rest/v2/data/dataflow/ILO/DF_MFL_NEMP_SEX_OCU_NB/1.0.0/PHL"
    node "$check" --standard "$schemas/json/$1/data.json" ours.json right.answer >why 2>&1 && c=0 || c=1
    [ $c = 1 ] || rm -f why
    ok "$name: valid by our schema" $c
    node "$check" --standard "$schemas/json/$1/data.json" ours.json wrong.answer >why 2>&1 && c=1 || c=0
    grep -q '^wrong.answer:' why || c=1
    [ $c = 1 ] || rm -f why
    ok "$name: those of another table are not" $c
    unset c
}
specific_json 2.1.0
specific_json 2.0.0

# -- reference metadata -------------------------------------------------------------------
m2=$url/rest/v2/metadata
code "metadata in 1.5" 200 "$url/rest/metadata/all/all/all"
type "application/vnd.sdmx.genericmetadata+xml;version=2.1"
valid sdmx21/SDMXMessage.xsd
code "metadata of a flow" 200 "$url/rest/metadata/ILO,DF_$flow,1.0.0"
code "metadata of a provider" 200 "$url/rest/metadata/all/all/MYS"
code "metadata of nothing" 404 "$url/rest/metadata/DF_NONE"
code "metadata of a key" 200 "$url/rest/metadata/ILO,DF_$flow,1.0.0/MYS+SGP.A..SEX_F./all"
valid sdmx21/SDMXMessage.xsd
holds 'SRC_MYS'
lacks 'SRC_THA'
code "metadata of a key in which nothing is" 404 "$url/rest/metadata/DF_$flow/MYS.Q..."
code "metadata of a key and another provider" 404 "$url/rest/metadata/DF_$flow/MYS..../THA"
code "metadata of periods" 404 "$url/rest/metadata/DF_$flow/MYS..../all?startPeriod=2090"
code "metadata of no period" 400 "$url/rest/metadata/DF_$flow/all/all?endPeriod=soon"
code "metadata of a short key" 400 "$url/rest/metadata/DF_$flow/MYS.A"
holds 'code="140".*expecting 5 got 2. The key is REF_AREA.FREQ.MEASURE.SEX.CCT'
code "metadata of a long key" 400 "$url/rest/metadata/ILO,MDF_SOURCES/MYS.A......."
code "metadata of a key in all flows that have its dimensions" 200 "$url/rest/metadata/all/SGP..../all"
holds 'SRC_SGP'
lacks 'SRC_MYS'
code "metadata of a key in a metadataflow" 200 "$url/rest/metadata/ILO,MDF_SOURCES/THA.A..SEX_T."
holds 'SRC_THA'
for version in 2.1.0 2.0.0; do
    code "metadata+json $version" 200 -H "Accept: application/vnd.sdmx.metadata+json;version=$version" "$m2/metadataset"
    type "application/vnd.sdmx.metadata+json;version=$version"
    valid $version/metadata.json
    code "metadata+csv $version" 200 -H "Accept: application/vnd.sdmx.metadata+csv;version=$version" "$m2/metadataset/*/*/~"
    holds '^MDSTRUCTURE\[;\],MDSTRUCTURE_ID,METADATASET_ID,'
done
for version in 3.0.0:30 3.1.0:31; do
    code "metadata+xml ${version%:*}" 200 -H "Accept: application/vnd.sdmx.metadata+xml;version=${version%:*}" "$m2/metadataflow/*/*/*"
    valid "sdmx${version#*:}/SDMXMessage.xsd"
    code "metadata+xml ${version%:*} stubs" 200 -H "Accept: application/vnd.sdmx.metadata+xml;version=${version%:*}" \
        "$m2/metadataflow/*/*/*?detail=allstubs"
    valid "sdmx${version#*:}/SDMXMessage.xsd"
done
code "metadata of structures" 200 "$m2/structure/provisionagreement/ILO/*/*"
code "metadata of one agreement" 200 "$m2/structure/provisionagreement/ILO/PA_${flow}_MYS"
lacks 'ProvisionAgreement=ILO:PA_[A-Z_]*_BRN'
code "metadata of what has none" 404 "$m2/structure/codelist/ILO/CL_SEX"
code "metadata by what is none" 400 "$m2/colour/ILO"

# -- registrations and maintenance --------------------------------------------------------
g2=$url/rest/v2/registration
code "registrations" 200 "$g2/provisionagreement/*/*/*"
type "application/vnd.sdmx.registry+xml;version=3.1.0"
valid sdmx31/SDMXMessage.xsd
code "registrations in 3.0" 200 -H "Accept: application/vnd.sdmx.registry+xml;version=3.0.0" "$g2/provider/ILO/MYS,SGP"
valid sdmx30/SDMXMessage.xsd
holds "/rest/v2/data/provisionagreement/ILO/PA_${flow}_MYS/1.0.0<"
code "what is registered is there" 200 "$url/rest/v2/data/provisionagreement/ILO/PA_${flow}_MYS/1.0.0"
code "one registration" 200 "$g2/id/PA_${flow}_MYS"
many 1 '<reg:Registration '
code "registrations of a flow" 200 "$g2/dataflow/ILO/DF_$flow/1.0.0"
lacks 'PA_MFL'
code "registrations of a structure" 200 "$g2/datastructure/ILO/$flow/1.0"
code "registered before anything was" 404 "$g2/provider/*/*?updatedBefore=2001-01-01T00:00:00Z"
code "registered since" 200 "$g2/provider/*/*?updatedAfter=2009-05-15T14%3A15%3A00%2B01%3A00"
code "no such registration" 404 "$g2/id/nobody"
code "not in 1.5" 404 "$url/rest/registration/id/x"
for method in POST PUT DELETE; do
    code "$method structures" 501 -X $method "$s2/codelist/ILO/CL_SEX/1.0.0"
    code "$method data" 405 -X $method "$url/rest/data/DF_$flow"
done

# -- the catalogue of sources -------------------------------------------------------------
# The same figures, better described: another answer, in every form. Persons stay out of it.
set_of=$m2/metadataset/THA/SRC_THA_FB_6664
code "a source before it is described" 200 -H 'Accept: application/vnd.sdmx.metadata+json;version=2.1.0' "$set_of"
lacks 'valley'
tag=$(field ETag)
code "which has not changed" 304 -H 'Accept: application/vnd.sdmx.metadata+json;version=2.1.0' -H "If-None-Match: $tag" "$set_of"
"$ilms" source set --country THA --source FB:6664 --field 'quality=<valley> & "hill"; หุบเขา' --field 'contact=Malee S.' \
    --field contact_email=malee@example.org --field contact_phone=+6612345 --field migrants=3215 >>log
"$ilms" release 2024.2 >>log
tries=0
until curl -s -g "$set_of" | grep -q valley; do
    sleep 0.1
    tries=$((tries + 1))
    [ $tries -lt 300 ] || break
done
code "a source that was described" 200 -H 'Accept: application/vnd.sdmx.metadata+json;version=2.1.0' -H "If-None-Match: $tag" "$set_of"
holds '"id":"QUALITY","value":{"en":"<valley> & \\"hill\\"; หุบเขา"}'
holds '"id":"MIGRANTS","value":{"en":"Non-citizens",'
lacks 'malee\|Malee\|6612345'
valid 2.1.0/metadata.json
code "the same as CSV" 200 -H 'Accept: application/vnd.sdmx.metadata+csv;version=2.1.0' "$set_of"
holds '<valley> & ""hill""; หุบเขา'
code "the same as XML" 200 -H 'Accept: application/vnd.sdmx.metadata+xml;version=3.1.0' "$set_of"
holds '&lt;valley&gt; &amp; .*hill.*; หุบเขา'
valid sdmx31/SDMXMessage.xsd
code "the same in 1.5" 200 "$url/rest/metadata/all/all/THA"
holds '&lt;valley&gt; &amp; '
lacks 'malee\|Malee\|6612345'
valid sdmx21/SDMXMessage.xsd
code "the same as a page" 200 "$url/source/FB:6664"
holds '&lt;valley&gt; &amp; '
lacks 'malee\|Malee\|6612345'

# -- as it was at a time --------------------------------------------------------------------
# A base of its own: the first release has Malaysia and Singapore, and another name of a code; the second Thailand as well; the
# third the Philippines, under embargo.
stop_server() {
    kill "$server"
    wait "$server" || true
    server=
    rm -f server.out
}
stop_server
cp -r "$repo/data" then
sed -i '/^SEX,SEX_F,/s/Female/Women/' then/codelists/items.csv
export ILMS_BASE="$dir/past.db"
given=0
give() { # COUNTRY: accepted
    given=$((given + 1))
    "$ilms" submit --quiet "$repo/data/asean/$1.csv" >>log
    "$ilms" accept $given --allow "as published" >>log
}
"$ilms" init --data then >>log
give MYS
give SGP
"$ilms" release first >>log
export ILMS_NOW=2026-02-15T10:00:00Z
"$ilms" upgrade --reference >>log
give THA
"$ilms" release second >>log
export ILMS_NOW=2026-03-01T10:00:00Z
give PHL
"$ilms" release third --embargo 2026-09-01 >>log
start_server
s2=$url/rest/v2/structure m2=$url/rest/v2/metadata g2=$url/rest/v2/registration
# says FIELD TEXT: of the last answer
says() {
    got=$(field "$1")
    [ "$got" = "$2" ] && c=0 || { echo "$1: $got in place of $2" >why; c=1; }
    ok "$name: $1" $c
    unset c
}
has_agreements() { # of the countries named, and of no other
    grep -o 'PA_[A-Z_]*_[A-Z]*"' body | sed 's/.*_//; s/"//' | sort -u | tr '\n' ' ' >got
    [ "$(cat got)" = "$1 " ] && c=0 || { cat got >why; c=1; }
    ok "$name: of $1" $c
    unset c
}

for t in 2026-01-15T10:00:00Z 2026-01-20 2026-02-15T09:59:59Z 2026-02-15T12:00:00%2B07:00; do
    code "as of $t" 200 "$s2/codelist/ILO/CL_SEX?asOf=$t"
    holds '"name":"Women"'
    holds '"prepared":"2026-01-15T10:00:00Z"'
    says Last-Modified "Thu, 15 Jan 2026 10:00:00 GMT"
    valid 2.1.0/structure.json
    code "1.5 as of $t" 200 "$url/rest/codelist/ILO/CL_SEX?asOf=$t"
    holds '>Women<'
done
code "without a time" 200 "$s2/codelist/ILO/CL_SEX"
holds '"name":"Female"'
tag=$(field ETag)
for t in 2026-02-15T10:00:00Z 2026-03-01 2026-09-02 2031 9999-12-31T23:59:59Z; do
    code "as of $t" 200 "$s2/codelist/ILO/CL_SEX?asOf=$t"
    holds '"name":"Female"'
    says ETag "$tag"
    says Last-Modified "Sun, 15 Feb 2026 10:00:00 GMT"
done
code "what is served now among other parameters" 200 "$s2/codelist/ILO/CL_SEX?lang=en"
tag=$(field ETag)
for words in "asOf=2031&lang=en" "lang=en&asOf=2031"; do
    code "$words" 200 "$s2/codelist/ILO/CL_SEX?$words"
    says ETag "$tag"
done
for api in "$s2" "$url/rest"; do
    for t in 2026-01-15T09:59:59Z 2001 0001-01-01; do
        code "${api#"$url"} before anything was, $t" 404 "$api/codelist/ILO/CL_SEX?asOf=$t"
        holds 'nothing had been released at [0-9-]*T[0-9:]*Z'
        holds 'code"*[:=]"*100'
        says ETag ""
    done
    for t in yesterday 2026-13-01 2026-02-30 -5 0 2026-01-20T25:00:00Z 99999999999999999999-01-01 %00 %C3%A4 \
        2026-01-20%00; do
        code "${api#"$url"} no time: $t" 400 "$api/codelist/ILO/CL_SEX?asOf=$t"
        holds 'code"*[:=]"*140'
    done
done
code "agreements as of the first" 200 "$s2/provisionagreement?asOf=2026-01-20&detail=allstubs"
has_agreements "MYS SGP"
code "agreements as of the second" 200 "$s2/provisionagreement?asOf=2026-02-20&detail=allstubs"
has_agreements "MYS SGP THA"
code "agreements as of the third, which is not there yet" 200 "$s2/provisionagreement?asOf=2026-09-02&detail=allstubs"
has_agreements "MYS SGP THA"
code "an agreement that was not there yet" 404 "$s2/provisionagreement/ILO/PA_${flow}_THA?asOf=2026-01-20"
for version in 2.1:21 3.0.0:30 3.1.0:31; do
    code "SDMX-ML ${version%:*} of everything of then" 200 -H "Accept: ${ml}${version%:*}" "$s2?references=all&asOf=2026-01-20"
    valid "sdmx${version#*:}/SDMXMessage.xsd"
done
code "a flow with all around it as it was" 200 "$s2/dataflow/ILO/DF_$flow?references=all&asOf=2026-01-20"
holds '"name":"Women"'
lacks "PA_${flow}_THA"

# Each resource: GET, HEAD, and for who has it already; not the tag of now.
for path in "v2/structure/codelist" "v2/structure" "structure" "v2/schema/dataflow/ILO/DF_$flow" "schema/dataflow/ILO/DF_$flow" \
    "v2/metadata/metadataset" "v2/metadata/structure/provisionagreement/ILO/PA_${flow}_MYS" "metadata/all" \
    "v2/registration/provider/ILO/MYS" "v2/availability/dataflow/ILO/DF_$flow" "availableconstraint/DF_$flow"; do
    code "$path now" 200 "$url/rest/$path"
    now=$(field ETag)
    code "$path of then" 200 "$url/rest/$path?asOf=2026-01-20"
    tag=$(field ETag) length=$(wc -c <body)
    [ -n "$tag" ] && [ "$tag" != "$now" ] && c=0 || c=1
    ok "$path: a tag of its own" $c
    unset c
    says Last-Modified "Thu, 15 Jan 2026 10:00:00 GMT"
    code "$path of then, HEAD" 200 -I "$url/rest/$path?asOf=2026-01-20"
    says ETag "$tag"
    says Content-Length "$length"
    code "$path of then, again" 304 -H "If-None-Match: $tag" "$url/rest/$path?asOf=2026-01-20"
    code "$path of then, since then" 304 -H "If-Modified-Since: Thu, 15 Jan 2026 10:00:00 GMT" "$url/rest/$path?asOf=2026-01-20"
    code "$path of then, since before" 200 -H "If-Modified-Since: Thu, 15 Jan 2026 09:00:00 GMT" "$url/rest/$path?asOf=2026-01-20"
    code "$path of then, packed" 200 --compressed "$url/rest/$path?asOf=2026-01-20"
    [ "$(wc -c <body)" = "$length" ] && c=0 || c=1
    ok "$path: the same" $c
    unset c
    code "$path before anything was" "404|204" "$url/rest/$path?asOf=2026-01-01"
    code "$path at no time" 400 "$url/rest/$path?asOf=soon"
done
code "metadata of then" 200 "$m2/metadataset?asOf=2026-01-20"
valid 2.1.0/metadata.json
lacks 'SRC_THA'
code "metadata of now" 200 "$m2/metadataset?asOf=2026-02-20"
holds 'SRC_THA'
code "what was registered then" 200 "$g2/provider/*/*?asOf=2026-01-20"
valid sdmx31/SDMXMessage.xsd
holds 'lastUpdated="2026-01-15T10:00:00Z"'
lacks '_THA<'
code "registered before the second" 200 "$g2/provider/ILO/MYS?asOf=2026-01-20&updatedBefore=2026-02-01"
code "registered after the first" 404 "$g2/provider/ILO/MYS?asOf=2026-01-20&updatedAfter=2026-02-01"
code "registered after the first, as of the second" 200 "$g2/provider/ILO/MYS?asOf=2026-02-20&updatedAfter=2026-02-01"
code "what there was then, and its codes" 200 "$url/rest/v2/availability/dataflow/ILO/DF_$flow?references=all&asOf=2026-01-20"
holds '"name":"Women"'
holds '"id":"MYS"'
lacks '"id":"THA"'
valid 2.1.0/structure.json

# All at once: whoever comes first has it made, the others get the same.
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
    curl -s -g -o "many.$i" "$s2/codelist/ILO/CL_SEX?lang=en&asOf=2026-01-2$((i % 3))T10:00:$((10 + i))Z" &
    pids="${pids:-} $!"
done
# shellcheck disable=SC2086
wait $pids
[ "$(grep -l '"name":"Women"' many.* | wc -l)" = 12 ] && c=0 || { head -c 200 many.* >why; c=1; }
ok "twelve at once" $c
unset c

# What a rule withholds since then is not in it either; it has no date, and another tag.
until_gone() { # ADDRESS: the server looks again each second
    tries=0
    while [ "$(curl -s -g -o body -w '%{http_code}' "$1")" = 200 ] && [ $tries -lt 100 ]; do
        sleep 0.1
        tries=$((tries + 1))
    done
}
code "before the rule" 200 "$s2/provisionagreement/ILO/PA_${flow}_MYS?asOf=2026-01-20"
code "everything before the rule" 200 "$s2?asOf=2026-01-20"
tag=$(field ETag)
"$ilms" share set --quiet --country MYS --table $flow --audience members --ground "a test" >>log
until_gone "$s2/provisionagreement/ILO/PA_${flow}_MYS?asOf=2026-01-20"
code "what is withheld since" 404 "$s2/provisionagreement/ILO/PA_${flow}_MYS?asOf=2026-01-20"
code "what is withheld since is not registered" 404 "$g2/id/PA_${flow}_MYS?asOf=2026-01-20"
code "of what is withheld nothing is available" 204 "$url/rest/v2/availability/dataflow/ILO/DF_$flow?asOf=2026-01-20"
code "what is not withheld" 200 "$s2/provisionagreement?asOf=2026-01-20&detail=allstubs"
has_agreements SGP
says Last-Modified ""
code "not what it was" 200 -H "If-None-Match: $tag" "$s2?asOf=2026-01-20"
lacks "PA_${flow}_MYS"
code "but that again" 304 -H "If-None-Match: $(field ETag)" "$s2?asOf=2026-01-20"

# The embargo is over.
stop_server
export ILMS_NOW=2026-10-01T10:00:00Z
start_server
s2=$url/rest/v2/structure
code "agreements before the embargo ended" 200 "$s2/provisionagreement?asOf=2026-08-31T23:59:59Z&detail=allstubs"
has_agreements "SGP THA"
code "agreements when it ended" 200 "$s2/provisionagreement?asOf=2026-09-01T00:00:00Z&detail=allstubs"
has_agreements "PHL SGP THA"
tag=$(field ETag)
code "agreements now" 200 "$s2/provisionagreement?detail=allstubs"
says ETag "$tag"
code "agreements as of the first still" 200 "$s2/provisionagreement?asOf=2026-01-20&detail=allstubs"
has_agreements SGP

validate
grep -i sanitizer server.err >why && c=1 || c=0
ok "no sanitizer has spoken" $c
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed = 0 ]
