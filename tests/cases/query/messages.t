# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# One slice as messages of other systems; what they hold figure for figure is read in tests/formats.
$ ilms init > log; ilms submit --quiet $DATA/good.csv $DATA/ages.csv > log; ilms accept 1 > log; ilms accept 2 > log; ilms release one > log
$ ilms query DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_IDN --format sdmx-ml
<?xml version="1.0" encoding="UTF-8"?>
<message:StructureSpecificData xmlns:message="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message" xmlns:common="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common" xmlns:ss="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/structurespecific" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:ns1="urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=ILO:DF_MST_NCTE_SEX_CCT_NB(1.0.0):ObsLevelDim:TIME_PERIOD">
<message:Header>
<message:ID>ILMS</message:ID><message:Test>false</message:Test><message:Prepared>2026-01-15T10:00:00Z</message:Prepared><message:Sender id="ILO"/>
<message:Structure structureID="MST_NCTE_SEX_CCT_NB" namespace="urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=ILO:DF_MST_NCTE_SEX_CCT_NB(1.0.0):ObsLevelDim:TIME_PERIOD" dimensionAtObservation="TIME_PERIOD"><common:StructureUsage><Ref agencyID="ILO" id="DF_MST_NCTE_SEX_CCT_NB" version="1.0.0" package="datastructure" class="Dataflow"/></common:StructureUsage></message:Structure>
</message:Header>
<message:DataSet xsi:type="ns1:DataSetType" ss:structureRef="MST_NCTE_SEX_CCT_NB" ss:dataScope="Dataflow" ss:action="Replace">
<Series REF_AREA="MYS" FREQ="A" MEASURE="MST_NCTE_NB" SEX="SEX_T" CCT="CCT_CTZ_IDN">
<Obs TIME_PERIOD="2020" OBS_VALUE="100.750" UNIT_MEASURE="PS" UNIT_MULT="3" SOURCE="BA:544" DECIMALS="3"/>
<Obs TIME_PERIOD="2021" OBS_VALUE="102.750" UNIT_MEASURE="PS" UNIT_MULT="3" SOURCE="BA:544" DECIMALS="3"/>
</Series>
</message:DataSet>
</message:StructureSpecificData>
$ ilms query DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_IDN --format sdmx-ml-generic-series
<?xml version="1.0" encoding="UTF-8"?>
<message:GenericTimeSeriesData xmlns:message="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message" xmlns:common="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common" xmlns:generic="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic">
<message:Header>
<message:ID>ILMS</message:ID><message:Test>false</message:Test><message:Prepared>2026-01-15T10:00:00Z</message:Prepared><message:Sender id="ILO"/>
<message:Structure structureID="MST_NCTE_SEX_CCT_NB" dimensionAtObservation="TIME_PERIOD"><common:StructureUsage><Ref agencyID="ILO" id="DF_MST_NCTE_SEX_CCT_NB" version="1.0.0" package="datastructure" class="Dataflow"/></common:StructureUsage></message:Structure>
</message:Header>
<message:DataSet structureRef="MST_NCTE_SEX_CCT_NB" action="Replace">
<generic:Series><generic:SeriesKey><generic:Value id="REF_AREA" value="MYS"/><generic:Value id="FREQ" value="A"/><generic:Value id="MEASURE" value="MST_NCTE_NB"/><generic:Value id="SEX" value="SEX_T"/><generic:Value id="CCT" value="CCT_CTZ_IDN"/></generic:SeriesKey>
<generic:Obs><generic:ObsDimension id="TIME_PERIOD" value="2020"/><generic:ObsValue value="100.750"/><generic:Attributes><generic:Value id="UNIT_MEASURE" value="PS"/><generic:Value id="UNIT_MULT" value="3"/><generic:Value id="SOURCE" value="BA:544"/><generic:Value id="DECIMALS" value="3"/></generic:Attributes></generic:Obs>
<generic:Obs><generic:ObsDimension id="TIME_PERIOD" value="2021"/><generic:ObsValue value="102.750"/><generic:Attributes><generic:Value id="UNIT_MEASURE" value="PS"/><generic:Value id="UNIT_MULT" value="3"/><generic:Value id="SOURCE" value="BA:544"/><generic:Value id="DECIMALS" value="3"/></generic:Attributes></generic:Obs>
</generic:Series>
</message:DataSet>
</message:GenericTimeSeriesData>
$ ilms query DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_IDN --format sdmx-ml-3.1
<?xml version="1.0" encoding="UTF-8"?>
<message:StructureSpecificData xmlns:message="http://www.sdmx.org/resources/sdmxml/schemas/v3_1/message" xmlns:common="http://www.sdmx.org/resources/sdmxml/schemas/v3_1/common" xmlns:ss="http://www.sdmx.org/resources/sdmxml/schemas/v3_1/data/structurespecific" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:ns1="urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=ILO:DF_MST_NCTE_SEX_CCT_NB(1.0.0):ObsLevelDim:TIME_PERIOD">
<message:Header>
<message:ID>ILMS</message:ID><message:Test>false</message:Test><message:Prepared>2026-01-15T10:00:00Z</message:Prepared><message:Sender id="ILO"/>
<message:Structure structureID="MST_NCTE_SEX_CCT_NB" namespace="urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=ILO:DF_MST_NCTE_SEX_CCT_NB(1.0.0):ObsLevelDim:TIME_PERIOD" dimensionAtObservation="TIME_PERIOD"><common:StructureUsage>urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=ILO:DF_MST_NCTE_SEX_CCT_NB(1.0.0)</common:StructureUsage></message:Structure>
</message:Header>
<message:DataSet xsi:type="ns1:DataSetType" ss:structureRef="MST_NCTE_SEX_CCT_NB" ss:action="Replace">
<Series REF_AREA="MYS" FREQ="A" MEASURE="MST_NCTE_NB" SEX="SEX_T" CCT="CCT_CTZ_IDN">
<Obs TIME_PERIOD="2020" OBS_VALUE="100.750" UNIT_MEASURE="PS" UNIT_MULT="3" SOURCE="BA:544" DECIMALS="3"/>
<Obs TIME_PERIOD="2021" OBS_VALUE="102.750" UNIT_MEASURE="PS" UNIT_MULT="3" SOURCE="BA:544" DECIMALS="3"/>
</Series>
</message:DataSet>
</message:StructureSpecificData>
$ ilms query DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_IDN --format json-stat | sed 's,\([]}]\)\,,\1\,\n,g'
{"version":"2.0","class":"dataset","label":"Employed non-citizens by sex and country of citizenship","source":"ILO, International Labour Migration Statistics","updated":"2026-01-15T10:00:00Z","id":["REF_AREA","FREQ","MEASURE","SEX","CCT","TIME_PERIOD"],
"size":[1,1,1,1,1,2],
"role":{"time":["TIME_PERIOD"],
"geo":["REF_AREA"],
"metric":["MEASURE"]},
"dimension":{"REF_AREA":{"label":"Reference area","category":{"index":["MYS"],
"label":{"MYS":"Malaysia"}}},
"FREQ":{"label":"Frequency","category":{"index":["A"],
"label":{"A":"Annual"}}},
"MEASURE":{"label":"Measure","category":{"index":["MST_NCTE_NB"],
"label":{"MST_NCTE_NB":"Employed non-citizens by sex and country of citizenship"},
"unit":{"MST_NCTE_NB":{"label":"Persons (thousands)","decimals":3,"code":"PS","base":"Persons","multiplier":3}}}},
"SEX":{"label":"Sex","category":{"index":["SEX_T"],
"label":{"SEX_T":"Total"}}},
"CCT":{"label":"Citizenship","category":{"index":["CCT_CTZ_IDN"],
"label":{"CCT_CTZ_IDN":"Indonesia"}}},
"TIME_PERIOD":{"label":"Time period","category":{"index":["2020","2021"],
"label":{"2020":"2020","2021":"2021"}}}},
"value":[100.750,102.750],
"extension":{"agency":"ILO","dataflow":"DF_MST_NCTE_SEX_CCT_NB","version":"1.0.0","attribute":{"SOURCE":"BA:544"}}}
$ ilms query DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_IDN --format rdf | grep 'set1\|obs1'
@prefix set1: <urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=ILO:DF_MST_NCTE_SEX_CCT_NB(1.0.0)> .
@prefix obs1: <urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=ILO:DF_MST_NCTE_SEX_CCT_NB(1.0.0)#> .
set1: a qb:DataSet ;
obs1:MYS.A.MST_NCTE_NB.SEX_T.CCT_CTZ_IDN.2020 a qb:Observation ; qb:dataSet set1: ; p:REF_AREA REF_AREA:MYS ; p:FREQ FREQ:A ; p:MEASURE MEASURE:MST_NCTE_NB ; p:SEX SEX:SEX_T ; p:CCT CCT:CCT_CTZ_IDN ; p:TIME_PERIOD "2020"^^xsd:gYear ; p:OBS_VALUE 100.750 ; p:UNIT_MEASURE UNIT_MEASURE:PS ; p:UNIT_MULT UNIT_MULT:3 ; p:SOURCE "BA:544" ; p:DECIMALS DECIMALS:3 .
obs1:MYS.A.MST_NCTE_NB.SEX_T.CCT_CTZ_IDN.2021 a qb:Observation ; qb:dataSet set1: ; p:REF_AREA REF_AREA:MYS ; p:FREQ FREQ:A ; p:MEASURE MEASURE:MST_NCTE_NB ; p:SEX SEX:SEX_T ; p:CCT CCT:CCT_CTZ_IDN ; p:TIME_PERIOD "2021"^^xsd:gYear ; p:OBS_VALUE 102.750 ; p:UNIT_MEASURE UNIT_MEASURE:PS ; p:UNIT_MULT UNIT_MULT:3 ; p:SOURCE "BA:544" ; p:DECIMALS DECIMALS:3 .
