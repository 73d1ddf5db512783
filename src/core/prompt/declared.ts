/** A name in front of its type (`model: ChatModel`, Go's `model llms.Model`), and behind it (`ChatModel model`). */
const BEFORE =
  /(?:^|[^\w$@])([A-Za-z_]\w{0,60})(?:[?!]?[ \t]{0,4}:[ \t\n]{0,4}(?:[&*]|some |any |Optional\[){0,2}|[ \t]{1,4}\*?)(?:\w{1,40}(?:\.|::)){0,3}$/;
const BEHIND = /^(?:<[^<>\n]{0,80}>)?[?!]?[ \t]{1,4}([A-Za-z_]\w{0,60})[ \t]{0,4}[;,)=\n{]/;
/** Words in front of a type that are no name. */
const NO_NAME =
  /^(?:new|final|private|public|protected|static|readonly|const|var|val|let|late|required|return|class|extends|implements|import|is|as|in|of|a|an|the|record|interface|internal|override|abstract)$/;
const MAX_BEFORE = 100;
const MAX_BEHIND = 160;

/** The variables, parameters and fields that are declared with a type, with that type, in any language. */
export function declaredAs(text: string, types: RegExp): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { index, 0: type } of text.matchAll(types)) {
    const end = index + type.length;
    const before = BEFORE.exec(text.slice(Math.max(0, index - MAX_BEFORE), index));
    const behind = BEHIND.exec(text.slice(end, end + MAX_BEHIND));
    for (const name of [before?.[1], behind?.[1]])
      if (name !== undefined && !NO_NAME.test(name)) names.set(name, type);
  }
  return names;
}
