// Makes the commands, keybindings, menus and settings of package.json and their words in package.nls.json of the tables of all
// features: src/host/*/contributions.ts, for what a trace page does src/host/traces/commands.ts and src/protocol/traceActions.ts,
// and for the endings of its editor src/core/trace/files.ts. All else of the two files stays as it is.
// `--check` only tells whether the files are current.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as esbuild from 'esbuild';

const tables = readdirSync('src/host', { recursive: true })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /^[^/]+\/contributions\.ts$/.test(path) && !path.startsWith('shared/'))
  .sort();
const { outputFiles } = await esbuild.build({
  stdin: {
    contents: [
      ...tables.map((path, i) => `export * as feature${i} from './src/host/${path}';`),
      `export * from './src/host/traces/commands'; export * from './src/protocol/traceActions';`,
      `export { TRACE_ENDINGS } from './src/core/trace/files';`,
    ].join('\n'),
    resolveDir: '.',
    loader: 'ts',
  },
  bundle: true,
  format: 'esm',
  write: false,
});
const made = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`
);
const { pageCommands, pageMenus, traceActions, TRACE_EDITOR, TRACE_ENDINGS, KEYS_WHEN } = made;
const features = tables.map((_, i) => made[`feature${i}`]);

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const strings = JSON.parse(readFileSync('package.nls.json', 'utf8'));
const { contributes } = manifest;
/** Words by key, in the order of the tables. */
const words = {};
const worded = (key, text) => {
  words[key] = text;
  return `%${key}%`;
};

/** `ctrl` is `cmd` on a Mac, and redo has a key of its own there. */
const mac = (key) => (key === 'ctrl+y' ? 'shift+cmd+z' : key.replace('ctrl+', 'cmd+'));

const pageKey = (key) =>
  key && { key, ...(key.includes('ctrl+') ? { mac: mac(key) } : {}), when: KEYS_WHEN };
const commands = [
  ...features.flatMap((feature) =>
    Object.entries(feature.commands ?? {}).map(([command, info]) => ({ command, ...info })),
  ),
  ...pageCommands.map(({ action, command }) => ({
    command,
    title: traceActions[action].title,
    palette: `activeCustomEditorId == ${TRACE_EDITOR}`,
    key: pageKey(traceActions[action].key),
  })),
];
contributes.commands = commands.map(({ command, title, icon }) => ({
  command,
  title: worded(`command.${command.replace(/^lrmLens\./, '')}.title`, title),
  category: '%extension.displayName%',
  ...(icon ? { icon } : {}),
}));
contributes.keybindings = commands
  .filter(({ key }) => key)
  .map(({ command, key }) => ({ command, ...key }));

const menus = [
  ...commands
    .filter(({ palette }) => palette !== 'true')
    .map(({ command, palette }) => ['commandPalette', { command, when: palette || 'false' }]),
  ...commands.flatMap(({ command, menus: own = [] }) =>
    own.map(({ menu, when, group }) => [menu, { command, when, group }]),
  ),
  ...Object.entries(pageMenus).flatMap(([menu, { when, entries }]) =>
    Object.entries(entries).map(([action, group]) => [
      menu,
      { command: `${TRACE_EDITOR}.${action}`, when, group },
    ]),
  ),
];
contributes.menus = Object.fromEntries(
  [...new Set(menus.map(([menu]) => menu))].map((menu) => [
    menu,
    menus.filter(([other]) => other === menu).map(([, entry]) => entry),
  ]),
);

/** A setting, or a part of one, as the manifest describes it; what is `key` is the key of its words. */
function schemaOf(key, { words: text, enumWords, ...schema }, isSetting = false) {
  const { items, properties, additionalProperties: more, ...rest } = schema;
  const partsOf = (parts) =>
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name, schemaOf(`${key}.${name}`, part)]),
    );
  return {
    ...rest,
    ...(text ? { [isSetting ? 'markdownDescription' : 'description']: worded(key, text) } : {}),
    ...(enumWords
      ? { enumDescriptions: rest.enum.map((v, i) => worded(`${key}.${v}`, enumWords[i])) }
      : {}),
    ...(items ? { items: schemaOf(key, items) } : {}),
    ...(properties ? { properties: partsOf(properties) } : {}),
    ...(more === undefined ? {} : { additionalProperties: more && schemaOf(key, more) }),
  };
}
const groups = features.flatMap((feature) => Object.entries(feature.settings ?? {}));
contributes.configuration = groups.map(([id, { title, settings }]) => ({
  title: worded(`configuration.${id}`, title),
  properties: Object.fromEntries(
    Object.entries(settings).map(([name, { needsTrust: _trust, ...setting }]) => [
      `lrmLens.${name}`,
      schemaOf(`setting.${name}`, setting, true),
    ]),
  ),
}));
manifest.capabilities.untrustedWorkspaces.restrictedConfigurations = groups.flatMap(
  ([, { settings }]) =>
    Object.keys(settings)
      .filter((name) => settings[name].needsTrust)
      .map((name) => `lrmLens.${name}`),
);
contributes.customEditors = contributes.customEditors.map((editor) =>
  editor.viewType === TRACE_EDITOR
    ? { ...editor, selector: TRACE_ENDINGS.map((ending) => ({ filenamePattern: `*.${ending}` })) }
    : editor,
);

const isMade = (key) => /^(?:command|setting|configuration)\./.test(key);
const nls = {
  ...Object.fromEntries(Object.entries(strings).filter(([key]) => !isMade(key))),
  ...words,
};

const write = (file, value) => {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  const current = readFileSync(file, 'utf8') === text;
  if (process.argv.includes('--check')) {
    if (!current) process.exitCode = 1;
    console.log(`${file}: ${current ? 'current' : 'stale, run node scripts/contributions.mjs'}`);
  } else if (!current) {
    writeFileSync(file, text);
    console.log(`wrote ${file}`);
  }
};
write('package.json', manifest);
write('package.nls.json', nls);
