/** `ctrl` is `cmd` on a Mac, and redo has a key of its own there. */
const mac = (key) => (key === 'ctrl+y' ? 'shift+cmd+z' : key.replace('ctrl+', 'cmd+'));

/**
 * The manifest and its strings with what the tables say in them: commands, keybindings, menus, settings and the endings of the
 * trace editor. All else stays as it is; neither argument is changed.
 */
export function contributed(tables, manifestNow, stringsNow) {
  const { features, pageCommands, pageMenus, traceActions } = tables;
  const { TRACE_EDITOR, TRACE_ENDINGS, KEYS_WHEN } = tables;
  const manifest = structuredClone(manifestNow);
  const { contributes } = manifest;
  /** Words by key, in the order of the tables. */
  const words = {};
  const worded = (key, text) => {
    words[key] = text;
    return `%${key}%`;
  };

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

  const groups = features.flatMap((feature) => Object.entries(feature.settings ?? {}));
  contributes.configuration = groups.map(([id, { title, settings }]) => ({
    title: worded(`configuration.${id}`, title),
    properties: Object.fromEntries(
      Object.entries(settings).map(([name, { needsTrust: _trust, ...setting }]) => [
        `lrmLens.${name}`,
        schemaOf(worded, `setting.${name}`, setting, true),
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
  const strings = {
    ...Object.fromEntries(Object.entries(stringsNow).filter(([key]) => !isMade(key))),
    ...words,
  };
  return { manifest, strings };
}

/** A setting, or a part of one, as the manifest describes it; `key` is the key of its words, which `worded` takes. */
function schemaOf(worded, key, { words: text, enumWords, ...schema }, isSetting = false) {
  const { items, properties, additionalProperties: more, ...rest } = schema;
  const partsOf = (parts) =>
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name, schemaOf(worded, `${key}.${name}`, part)]),
    );
  return {
    ...rest,
    ...(text ? { [isSetting ? 'markdownDescription' : 'description']: worded(key, text) } : {}),
    ...(enumWords
      ? { enumDescriptions: rest.enum.map((v, i) => worded(`${key}.${v}`, enumWords[i])) }
      : {}),
    ...(items ? { items: schemaOf(worded, key, items) } : {}),
    ...(properties ? { properties: partsOf(properties) } : {}),
    ...(more === undefined ? {} : { additionalProperties: more && schemaOf(worded, key, more) }),
  };
}
