import {
  CONTROLS,
  DEFAULT_CONTROLS,
  withKept,
  type Control,
  type Controls,
  type ControlTable,
} from '../core/estimate/controls';

const entries = (table: ControlTable): readonly Control[] => Object.values(table);

/** The flags of all controls, as `parseArgs` takes them. */
export const controlOptions = (table: ControlTable = CONTROLS) =>
  Object.fromEntries(
    entries(table).map(({ flag, kind }) => [
      flag,
      { type: kind === 'switch' ? ('boolean' as const) : ('string' as const) },
    ]),
  );

/** What `--help` says of them, a line each. */
export const controlHelp = (table: ControlTable = CONTROLS): string =>
  entries(table)
    .map((control) => {
      const about = [control.label, control.hint].filter((s) => s !== undefined).join(': ');
      return `  --${`${control.flag} ${taken(control)}`.padEnd(20)} ${about}\n`;
    })
    .join('');

function taken(control: Control): string {
  switch (control.kind) {
    case 'number':
      return control.unit === 'usd' ? 'USD' : 'N';
    case 'share':
      return 'PERCENT';
    case 'choice':
      return 'NAME';
    case 'switch':
      return '';
  }
}

/** The controls that the flags ask for; the message of an error where a value is none. */
export function controlsOf(
  values: Readonly<Record<string, unknown>>,
  table: ControlTable = CONTROLS,
): Controls | { readonly error: string } {
  const asked: Record<string, unknown> = {};
  for (const [id, control] of Object.entries(table)) {
    const given = values[control.flag];
    if (typeof given === 'boolean') asked[id] = given;
    if (typeof given !== 'string') continue;
    const value = control.kind === 'choice' ? choice(control.options, given) : number(given);
    if (value === null || (control.kind === 'share' && Number(value) > 100))
      return { error: `--${control.flag} takes ${wanted(control)}, not '${given}'` };
    asked[id] = control.kind === 'share' ? Number(value) / 100 : value;
  }
  return withKept(DEFAULT_CONTROLS, asked);
}

function wanted(control: Control): string {
  if (control.kind === 'choice') return control.options.join(', ');
  return control.kind === 'share' ? 'a number from 0 to 100' : 'a number';
}

const choice = (options: readonly string[], given: string): string | null =>
  options.find((option) => option === given) ?? null;

function number(text: string): number | null {
  const value = Number(text);
  return Number.isFinite(value) && value >= 0 && text.trim() !== '' ? value : null;
}
