/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Of ECharts what web/js/chart.js uses, and no more. */
import * as echarts from "echarts/core";
import { BarChart, CustomChart, LineChart, LinesChart, MapChart, SankeyChart } from "echarts/charts";
import { GeoComponent, GraphicComponent, GridComponent, TooltipComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";

echarts.use([BarChart, CustomChart, LineChart, LinesChart, MapChart, SankeyChart, GeoComponent, GraphicComponent,
             GridComponent, TooltipComponent, SVGRenderer]);

export { graphic, init, registerMap, setPlatformAPI } from "echarts/core";
