// Writes the commands, keybindings and menus of the trace viewer into package.json and their titles into
// package.nls.json, from src/host/traces/{hostCommands,commands}.ts and src/protocol/traceActions.ts, and the endings of its editor from
// src/core/trace/files.ts. Entries of other features stay.
// `--check` only tells whether the files are current.
import { readFileSync, writeFileSync } from 'node:fs';
import * as esbuild from 'esbuild';

const { outputFiles } = await esbuild.build({
  stdin: {
    contents: `export * from './src/host/traces/commands'; export * from './src/host/traces/hostCommands'; export * from './src/protocol/traceActions';
      export { TRACE_ENDINGS } from './src/core/trace/files';`,
    resolveDir: '.',
    loader: 'ts',
  },
  bundle: true,
  format: 'esm',
  write: false,
});
const tables = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`
);
const {
  hostCommands,
  pageCommands,
  pageMenus,
  traceActions,
  TRACE_EDITOR,
  TRACE_ENDINGS,
  KEYS_WHEN,
} = tables;

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const strings = JSON.parse(readFileSync('package.nls.json', 'utf8'));
const inEditor = `activeCustomEditorId == ${TRACE_EDITOR}`;

const infos = [
  ...Object.entries(hostCommands).map(([command, info]) => ({ command, ...info })),
  ...pageCommands.map(({ action, command }) => ({
    command,
    title: traceActions[action].title,
    palette: inEditor,
    key: traceActions[action].key,
  })),
];
const mine = (command) => command in hostCommands || (command ?? '').startsWith(`${TRACE_EDITOR}.`);
const nlsKey = (command) => `command.${command.replace(/^lrmLens\./, '')}.title`;

/** The entries with those of the trace viewer replaced where they stood (at the end the first time). */
const replaced = (entries = [], isMine, block) => {
  const first = entries.findIndex(isMine);
  const at = first < 0 ? entries.length : first;
  const others = (part) => part.filter((entry) => !isMine(entry));
  return [...others(entries.slice(0, at)), ...block, ...others(entries.slice(at))];
};
const ofMine = (entry) => mine(entry.command);

/** `ctrl` is `cmd` on a Mac, and redo has a key of its own there. */
const mac = (key) => (key === 'ctrl+y' ? 'shift+cmd+z' : key.replace('ctrl+', 'cmd+'));

const { contributes } = manifest;
contributes.commands = replaced(
  contributes.commands,
  ofMine,
  infos.map(({ command, icon }) => ({
    command,
    title: `%${nlsKey(command)}%`,
    category: '%extension.displayName%',
    ...(icon ? { icon } : {}),
  })),
);
contributes.keybindings = replaced(
  contributes.keybindings,
  ofMine,
  infos
    .filter(({ key }) => key)
    .map(({ command, key }) => ({
      command,
      key,
      ...(key.includes('ctrl+') ? { mac: mac(key) } : {}),
      when: KEYS_WHEN,
    })),
);
contributes.customEditors = contributes.customEditors.map((editor) =>
  editor.viewType === TRACE_EDITOR
    ? {
        ...editor,
        selector: TRACE_ENDINGS.map((ending) => ({ filenamePattern: `*.${ending}` })),
      }
    : editor,
);
const added = [
  ...infos
    .filter(({ palette }) => palette !== 'true')
    .map(({ command, palette }) => ['commandPalette', { command, when: palette || 'false' }]),
  ...infos.flatMap(({ command, menus = [] }) =>
    menus.map(({ menu, when, group }) => [menu, { command, when, group }]),
  ),
  ...Object.entries(pageMenus).flatMap(([menu, { when, entries }]) =>
    Object.entries(entries).map(([action, group]) => [
      menu,
      { command: `${TRACE_EDITOR}.${action}`, when, group },
    ]),
  ),
];
const menus = { ...contributes.menus };
for (const menu of new Set([...Object.keys(menus), ...added.map(([name]) => name)])) {
  const block = added.filter(([name]) => name === menu).map(([, entry]) => entry);
  menus[menu] = replaced(menus[menu], ofMine, block);
}
contributes.menus = Object.fromEntries(Object.entries(menus).filter(([, list]) => list.length > 0));

const isTitle = ([key]) => key.startsWith('command.') && mine(`lrmLens.${key.slice(8, -6)}`);
const titles = infos.map(({ command, title }) => [nlsKey(command), title]);
const nls = Object.fromEntries(replaced(Object.entries(strings), isTitle, titles));

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
