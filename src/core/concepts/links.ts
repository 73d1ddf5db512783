/** Where a link on a page leads: another page, a claim of the ledger, or a web address. `null`: nowhere allowed. */
export type LinkTarget =
  | { readonly to: 'page'; readonly id: string }
  | { readonly to: 'claim'; readonly id: string }
  | { readonly to: 'web'; readonly url: string };

/** Reads the address of a link as the pages write it: `grpo.md`, `ledger.json#C54`, `https://…`. */
export function pageLink(href: string): LinkTarget | null {
  const page = /^([a-z0-9-]+)\.md$/.exec(href)?.[1];
  if (page !== undefined) return { to: 'page', id: page };
  const claim = /^ledger\.json#(C\d\d)$/.exec(href)?.[1];
  if (claim !== undefined) return { to: 'claim', id: claim };
  return href.startsWith('https://') ? { to: 'web', url: href } : null;
}
