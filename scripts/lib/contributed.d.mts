interface Contributed {
  readonly manifest: object;
  readonly strings: Readonly<Record<string, string>>;
}
export function contributed(
  tables: object,
  manifest: object,
  strings: Readonly<Record<string, string>>,
): Contributed;
