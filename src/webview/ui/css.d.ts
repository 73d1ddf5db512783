// A page imports its style sheet so that esbuild writes `<page>.css` beside `<page>.js`.
declare module '*.css';
