import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Services } from '../shared/services';
import type { WhyPanel } from './whyPanel';

/** Id of the command, and view type of its panel. */
const WHY_LINE = 'lrmLens.whyLine';
const PEEK = 'lrmLens.peekReasoning';

/** Run by the page of a session, about one of its edits; the other one gives what the page says of it. */
const OPEN_EDIT = 'lrmLens.openEdit';
const EDIT_STANDING = 'lrmLens.editStanding';
const editSchema = v.object({
  file: v.string(),
  folder: v.nullable(v.string()),
  old: v.nullable(v.string()),
  new: v.string(),
  at: v.nullable(v.number()),
});

/** Registers *Why Is This Line Here?*, and its link in hovers where that is switched on. */
export function whyFeature(services: Services): vscode.Disposable {
  let opened: Promise<WhyPanel> | null = null;
  const panel = () =>
    (opened ??= import('./whyPanel').then(({ WhyPanel: Panel }) => new Panel(services)));
  return vscode.Disposable.from(
    vscode.commands.registerCommand(WHY_LINE, async (from?: unknown, to?: unknown) => {
      const lines =
        typeof from === 'number' && typeof to === 'number' ? ([from, to] as const) : undefined;
      await (await panel()).ask(lines);
    }),
    vscode.commands.registerCommand(PEEK, async () => (await panel()).peek()),
    vscode.commands.registerCommand(OPEN_EDIT, async (edit: unknown) => {
      const found = v.safeParse(editSchema, edit);
      if (!found.success) return;
      const { openEdit } = await import('./openEdit');
      await openEdit(found.output);
    }),
    vscode.commands.registerCommand(EDIT_STANDING, async (edit: unknown) => {
      const found = v.safeParse(editSchema, edit);
      if (!found.success) return null;
      const { editStanding } = await import('./openEdit');
      return editStanding(found.output);
    }),
    vscode.languages.registerHoverProvider({ scheme: 'file' }, { provideHover: whyHover }),
  );
}

/** A link and nothing else: no log is opened to answer a hover. */
function whyHover(
  document: vscode.TextDocument,
  { line }: vscode.Position,
): vscode.Hover | undefined {
  const on = vscode.workspace.getConfiguration('lrmLens.why').get<boolean>('hover', false);
  if (!on || document.lineAt(line).isEmptyOrWhitespace) return undefined;
  const args = encodeURIComponent(JSON.stringify([line + 1, line + 1]));
  const text = new vscode.MarkdownString(
    `[${vscode.l10n.t('Why is this line here?')}](command:${WHY_LINE}?${args})`,
  );
  text.isTrusted = { enabledCommands: [WHY_LINE] };
  return new vscode.Hover(text);
}
