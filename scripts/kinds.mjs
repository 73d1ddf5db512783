// Writes the colours of the step kinds into src/webview/trace/kinds.css, from the one table src/core/steps/kinds.ts.
import { writeFileSync } from 'node:fs';
import { bundleModule } from './lib/bundleModule.mjs';

const { kindStyles } = await bundleModule('./src/core/steps/kinds.ts');
writeFileSync('src/webview/trace/kinds.css', kindStyles());
