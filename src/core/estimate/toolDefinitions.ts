/** Where the definition of a tool, or a list of them, starts: as chat APIs, the Messages API and MCP write them. */
const START =
  /[[{]\s{0,40}(?:\{\s{0,40})?"(?:type"\s{0,4}:\s{0,4}"function"|name"\s{0,4}:\s{0,4}"[\w.-]{1,64}"\s{0,4},\s{0,40}"(?:description|parameters|input_schema|inputSchema)")/gu;
const SCHEMA = /"(?:parameters|input_schema|inputSchema)"\s{0,4}:/u;

/** A prompt without the tools that are defined in it: their words say nothing of the task, but that it is an agent's. */
export interface ToolFree {
  readonly text: string;
  readonly hasTools: boolean;
}

export function withoutTools(prompt: string): ToolFree {
  const kept: string[] = [];
  let from = 0;
  let looked = 0;
  for (const { index } of prompt.matchAll(START)) {
    if (index < looked) continue;
    const end = closeOf(prompt, index);
    if (end === null) break;
    looked = end;
    if (!SCHEMA.test(prompt.slice(index, end))) continue;
    kept.push(prompt.slice(from, index));
    from = end;
  }
  return from === 0
    ? { text: prompt, hasTools: false }
    : { text: [...kept, prompt.slice(from)].join(''), hasTools: true };
}

/** Where the bracket at a place is closed again, strings passed over; `null` where it is not. */
function closeOf(text: string, at: number): number | null {
  let depth = 0;
  let inString = false;
  for (let i = at; i < text.length; i++) {
    const c = text.charAt(i);
    if (inString) {
      if (c === '\\') i++;
      else if (c === '"') inString = false;
    } else if (c === '"') inString = true;
    else if (c === '[' || c === '{') depth++;
    else if ((c === ']' || c === '}') && --depth === 0) return i + 1;
  }
  return null;
}
