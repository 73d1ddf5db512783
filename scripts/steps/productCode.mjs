import * as esbuild from 'esbuild';

/** The product's own code, so that training and use cannot drift apart. */
export async function productCode() {
  const { outputFiles } = await esbuild.build({
    stdin: {
      contents: `export { spanEnds } from './segment/segment';
        export { StepAnalyser } from './analyser';
        export { analyseText } from './analyse';
        export { mentions } from './answer/match';
        export { SpanClassifier } from './classifier/classify';
        export { decodeModel } from './classifier/model';
        export { BUCKETS, emptyFacts, END_REACH, FeatureExtractor } from './classifier/features';`,
      resolveDir: 'src/core/steps',
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
  });
  const source = Buffer.from(outputFiles[0].contents).toString('base64');
  return import(`data:text/javascript;base64,${source}`);
}
