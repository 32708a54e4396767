# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# rsdmx.R URL: the R package rsdmx reads the services at URL/rest. A line "ok" or "FAIL" for each thing.
suppressMessages(library(rsdmx))
url <- paste0(commandArgs(TRUE)[1], "/rest")
builder <- SDMXREST21RequestBuilder(regUrl = url, repoUrl = url, compliant = TRUE)
invisible(addSDMXServiceProvider(SDMXServiceProvider(agencyId = "ILMS", name = "ILMS", builder = builder)))

check <- function(name, is) {
    result <- tryCatch(if (isTRUE(is())) "" else "not what it should be", error = function(e) conditionMessage(e))
    cat(if (result == "") "ok" else "FAIL", " rsdmx: ", name, if (result != "") paste0(": ", result), "\n", sep = "")
}
flow <- "DF_MST_NCTE_SEX_CCT_NB"

check("dataflows", function() {
    flows <- as.data.frame(readSDMX(providerId = "ILMS", resource = "dataflow"))
    flow %in% flows$id && all(nchar(flows$id) > 0)
})
check("a data structure with its code lists", function() {
    dsd <- readSDMX(providerId = "ILMS", resource = "datastructure", resourceId = "MST_NCTE_SEX_CCT_NB")
    lists <- sapply(slot(slot(dsd, "codelists"), "codelists"), function(x) slot(x, "id"))
    all(c("CL_AREA", "CL_SEX", "CL_CCT") %in% lists)
})
check("a code list", function() {
    codes <- as.data.frame(readSDMX(paste0(url, "/codelist/ILO/CL_SEX/latest")))
    "SEX_T" %in% codes$id
})
check("data of some years", function() {
    d <- as.data.frame(readSDMX(providerId = "ILMS", resource = "data", flowRef = flow, key = "MYS.A..SEX_T.",
                                start = 2005, end = 2012))
    nrow(d) > 10 && all(d$REF_AREA == "MYS") && all(as.numeric(d$obsTime) %in% 2005:2012) && is.numeric(d$obsValue)
})
check("data with labels from the structure", function() {
    s <- readSDMX(providerId = "ILMS", resource = "data", flowRef = flow, key = "MYS.A..SEX_T.", start = 2010, dsd = TRUE)
    d <- as.data.frame(s, labels = TRUE)
    "Malaysia" %in% d$REF_AREA_label.en
})
for (form in c("genericdata", "structurespecificdata"))
    check(paste("data as", form), function() {
        d <- as.data.frame(readSDMX(paste0(url, "/data/", flow, "/MYS.A..SEX_T./all?format=", form)))
        nrow(d) > 10 && "MYS" %in% d$REF_AREA
    })
check("nothing found is NULL or an error, never a table", function() {
    d <- tryCatch(suppressWarnings(readSDMX(paste0(url, "/data/", flow, "/XXX..../all"))), error = function(e) NULL)
    is.null(d)
})
