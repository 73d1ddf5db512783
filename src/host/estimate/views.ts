/** View type of the report's panel. */
export const REPORT_VIEW = 'lrmLens.estimateReport';
