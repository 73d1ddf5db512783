import * as esbuild from 'esbuild';

/** Imports a TypeScript module of the core into a script, bundled in memory. */
export async function bundleModule(entry) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    loader: { '.json': 'json' },
    logLevel: 'error',
  });
  const code = Buffer.from(outputFiles[0].text).toString('base64');
  return import(`data:text/javascript;base64,${code}`);
}
