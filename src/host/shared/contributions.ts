/** An entry of a menu; the condition is `when` alone, without the one of the palette. */
export interface MenuEntry {
  readonly menu:
    | 'editor/title'
    | 'editor/title/context'
    | 'editor/context'
    | 'editor/context/peek'
    | 'explorer/context'
    | 'view/title'
    | 'view/item/context';
  readonly when: string;
  readonly group: string;
}

/** A command that the host carries out, as the manifest declares it. */
interface CommandInfo {
  readonly title: string;
  /** When the command palette shows it; `false` for commands that make sense only on what was clicked. */
  readonly palette: string | false;
  readonly icon?: string;
  readonly menus?: readonly MenuEntry[];
  readonly key?: { readonly key: string; readonly mac: string; readonly when: string };
}

/** Commands by id. `scripts/contributions.mjs` makes the manifest of the tables of all features. */
export type CommandTable = Readonly<Record<string, CommandInfo>>;

/** The part of a JSON schema that settings are described with; `words` are for people. */
interface SettingSchema {
  readonly type: 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object';
  readonly words?: string;
  readonly enum?: readonly string[];
  /** Words of each value of `enum`. */
  readonly enumWords?: readonly string[];
  readonly format?: 'uri';
  readonly pattern?: string;
  readonly minimum?: number;
  readonly items?: SettingSchema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SettingSchema>>;
  readonly additionalProperties?: false | SettingSchema;
}

interface SettingInfo extends SettingSchema {
  /** Markdown. */
  readonly words: string;
  readonly default: unknown;
  readonly scope?: 'machine' | 'application' | 'resource' | 'language-overridable';
  /** It decides what is paid or named: a folder that is not trusted has no say. */
  readonly needsTrust?: true;
}

/** Settings of one heading of the settings editor, by id without `lrmLens.`. */
export interface SettingGroup {
  readonly title: string;
  readonly settings: Readonly<Record<string, SettingInfo>>;
}
