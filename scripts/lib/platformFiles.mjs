/** Picks `x.node.ts` or `x.web.ts` for an import of `x.platform`. */
export const platformFiles = (platform) => ({
  name: 'platform-files',
  setup(build) {
    build.onResolve({ filter: /\.platform$/ }, (args) =>
      build.resolve(args.path.replace(/\.platform$/, `.${platform}`), {
        kind: args.kind,
        resolveDir: args.resolveDir,
      }),
    );
  },
});
