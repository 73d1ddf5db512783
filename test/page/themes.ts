import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Page } from '@playwright/test';

/** What VS Code gives every page, taken from a real one by scripts/page-themes.mjs. */
interface Taken {
  readonly styles: string;
  readonly bodies: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly order: readonly string[];
  readonly variables: Readonly<Record<string, readonly (string | null)[]>>;
}
const taken = JSON.parse(readFileSync(join(__dirname, 'themes.data.json'), 'utf8')) as Taken;

export const themes = ['dark', 'light', 'hcDark', 'hcLight'] as const;
export type ThemeName = (typeof themes)[number];

function variablesOf(theme: ThemeName): readonly (readonly [string, string | null])[] {
  const at = taken.order.indexOf(theme);
  return Object.entries(taken.variables).map(([name, values]) => [name, values[at] ?? null]);
}

/** The styles of VS Code in a theme; `ground` is the colour behind a page there. */
export function styleSheet(theme: ThemeName, ground: 'editor' | 'sideBar'): string {
  const variables = variablesOf(theme).flatMap(([name, value]) =>
    value === null ? [] : [`${name}: ${value};`],
  );
  const root = `:root { ${variables.join('\n')} }`;
  return `${taken.styles}\n${root}\nhtml { background: var(--vscode-${ground}-background); }`;
}

/** What VS Code writes into the body tag. */
export function bodyAttributes(theme: ThemeName): string {
  return Object.entries(taken.bodies[theme]!)
    .map(([name, value]) => `${name}="${value}"`)
    .join(' ');
}

/** Switches the theme of a page that is open. */
export async function useTheme(page: Page | Frame, theme: ThemeName): Promise<void> {
  await page.evaluate(
    ({ variables, body }) => {
      const { style } = document.documentElement;
      for (const [name, value] of variables) {
        if (value === null) style.setProperty(name, 'initial');
        else style.setProperty(name, value);
      }
      for (const [name, value] of Object.entries(body)) document.body.setAttribute(name, value);
    },
    { variables: variablesOf(theme), body: taken.bodies[theme]! },
  );
}
