// Writes the lengths of type, space and round corners in the style sheets of the pages as tokens of src/webview/ui/tokens.css:
// `padding: 8px 12px` becomes `padding: var(--space-8) var(--space-12)`. Hairlines (1 px) stay, and so does what is drawn to a
// measure: widths, places, columns, and what a rule names for itself (`--indent: 38px`).
// `--check` writes nothing and lists what is no token yet; both end with 1 at a length that no token has.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const FOLDER = 'src/webview';
const TOKENS = `${FOLDER}/ui/tokens.css`;
/** Properties by the family of tokens that their lengths are of. */
const FAMILIES = {
  text: /^font-size$/,
  line: /^line-height$/,
  space: /^(?:margin|padding)(?:-[a-z]+)*$|^(?:row-|column-)?gap$/,
  radius: /^border(?:-[a-z]+)*-radius$/,
};
const tokens = new Set(readFileSync(TOKENS, 'utf8').match(/--[a-z]+-\d+(?=:)/g));
const check = process.argv.includes('--check');

const familyOf = (property) => Object.keys(FAMILIES).find((name) => FAMILIES[name].test(property));

/** A length of a family as its token; a hairline as it is; `null` where no token has it. */
function written(family, length) {
  const size = Math.abs(Number(length));
  if (size === 1) return `${length}px`;
  const token = `--${family}-${size}`;
  if (!tokens.has(token)) return null;
  return Number(length) < 0 ? `calc(-1 * var(${token}))` : `var(${token})`;
}

for (const path of readdirSync(FOLDER, { recursive: true })) {
  const file = `${FOLDER}/${path.replaceAll('\\', '/')}`;
  if (!file.endsWith('.css') || file === TOKENS) continue;
  const before = readFileSync(file, 'utf8');
  const tell = (at, what) => {
    process.exitCode = 1;
    console.log(`${file}:${before.slice(0, at).split('\n').length}: ${what}`);
  };
  // Comments are passed over, and names of its own that a rule gives to a length.
  const after = before.replace(
    /\/\*.*?\*\/|(?<![\w-])([a-z-]+):([^;{}]+)(?=[;}])/gs,
    (all, property, value, at) => {
      const family = property === undefined ? undefined : familyOf(property);
      if (family === undefined) return all;
      const lengths = value.replace(/(?<![\w.-])(-?[\d.]+)px/g, (literal, length) => {
        const token = written(family, length);
        if (token === null) tell(at, `no token of ${family} is ${literal}`);
        else if (check && token !== literal) tell(at, `${property}: ${literal} is ${token}`);
        return token ?? literal;
      });
      return `${property}:${lengths}`;
    },
  );
  if (!check && after !== before) writeFileSync(file, after);
}
