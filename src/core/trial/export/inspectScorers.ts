import type { CheckSpec } from '../model';

/** How a task of Inspect scores. */
export interface Scorer {
  /** Names that are imported from `inspect_ai.scorer`. */
  readonly imports: readonly string[];
  /** Python that stands before the task; '' where a scorer of Inspect's own does. */
  readonly code: string;
  /** The argument of the task; `null` where a person looks at the answers. */
  readonly call: string | null;
  /** What differs from the trial; `null` when nothing does. */
  readonly note: string | null;
}

/** JSON texts are literals of Python too. */
export const literal = (text: string): string => JSON.stringify(text);

const OWN = ['CORRECT', 'INCORRECT', 'Score', 'Target', 'accuracy', 'scorer', 'stderr'] as const;

/** A scorer in Python: `body` sets `right` and `why` from `answer` and `target.text`. */
function own(modules: readonly string[], helpers: string, body: string): Omit<Scorer, 'note'> {
  const lines = body.split('\n').map((line) => (line === '' ? '' : `        ${line}`));
  const code = `${modules.map((name) => `import ${name}\n`).join('')}
from inspect_ai.solver import TaskState

${helpers}
@scorer(metrics=[accuracy(), stderr()])
def check():
    async def score(state: TaskState, target: Target) -> Score:
        answer = state.output.completion
${lines.join('\n')}
        return Score(value=CORRECT if right else INCORRECT, answer=answer, explanation=why)

    return score
`;
  return { imports: OWN, code, call: 'check()' };
}

const JSON_IN = `
def json_in(text):
    """The JSON of an answer: all of it, its last code block, or the first object or list in its words."""
    blocks = re.findall(r"\`\`\`\\w*\\n(.*?)\`\`\`", text, re.S)
    for part in [text, *blocks[-1:]]:
        try:
            return json.loads(part)
        except ValueError:
            pass
    for opening in re.finditer(r"[{\\[]", text):
        try:
            return json.JSONDecoder().raw_decode(text, opening.start())[0]
        except ValueError:
            pass
    return None

`;

const FIELD_AT = `
def field_at(value, path):
    for part in [part for part in re.split(r"[.\\[\\]]+", path) if part]:
        if isinstance(value, dict):
            value = value.get(part)
        elif isinstance(value, list) and part.isdigit() and int(part) < len(value):
            value = value[int(part)]
        else:
            return None
    return value

`;

const NORMALISED =
  'The trial compared normalised answers (fractions, units, option letters); here texts are compared, white space and case folded.';

/** The scorer of Inspect, or one written out in Python, that is nearest to a check. */
export function scorerOf(check: CheckSpec): Scorer {
  switch (check.kind) {
    case 'equals':
      return {
        imports: ['match'],
        code: '',
        call: 'match(location="end")',
        note: 'The trial compared normalised answers; here the answer must end with the expected one.',
      };
    case 'contains':
      return { imports: ['includes'], code: '', call: 'includes()', note: null };
    case 'number': {
      const distance = check.relative ? `${check.within} * abs(wanted)` : String(check.within);
      const body = `numbers = re.findall(r"-?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?", answer.replace(",", ""))
wanted = float(target.text.replace(",", ""))
right = bool(numbers) and abs(float(numbers[-1]) - wanted) <= ${distance} + 1e-9 * max(1, abs(wanted))
why = f"{numbers[-1] if numbers else 'no number'} against {wanted}"`;
      return { ...own(['re'], '', body), note: 'The last number of the answer counts.' };
    }
    case 'pattern': {
      const pattern = check.pattern === null ? 'target.text' : literal(check.pattern);
      const body = `right = re.search(${pattern}, answer) is not None
why = "found" if right else "not found"`;
      return { ...own(['re'], '', body), note: 'Patterns are those of Python.' };
    }
    case 'json-field': {
      const body = `value = field_at(json_in(answer), ${literal(check.path)})
text = value if isinstance(value, str) else json.dumps(value)
right = value is not None and " ".join(text.split()).lower() == " ".join(target.text.split()).lower()
why = "no such field" if value is None else text`;
      return { ...own(['json', 're'], JSON_IN + FIELD_AT, body), note: NORMALISED };
    }
    case 'json-schema': {
      const body = `value = json_in(answer)
fault = jsonschema.exceptions.best_match(jsonschema.Draft202012Validator(SCHEMA).iter_errors(value))
right = value is not None and fault is None
why = "no JSON" if value is None else "valid" if fault is None else fault.message`;
      const schema = `\nSCHEMA = json.loads(${literal(JSON.stringify(check.schema))})\n\n`;
      const note = 'It needs the package jsonschema.';
      return { ...own(['json', 're', 'jsonschema'], JSON_IN + schema, body), note };
    }
    case 'code': {
      const body = `told = json.dumps({"answer": answer, "expected": target.text or None, **state.metadata})
run = await asyncio.to_thread(
    subprocess.run, COMMAND, shell=True, input=told, text=True, capture_output=True, timeout=30
)
if run.returncode not in (0, 1):
    raise RuntimeError(f"the command ended with {run.returncode}: {run.stderr[-500:]}")
right = run.returncode == 0
why = run.stdout[-500:]`;
      const command = `\nCOMMAND = ${literal(check.command)}\n\n`;
      const note = 'It runs the command of the trial on your machine, in the folder of the call.';
      return { ...own(['asyncio', 'json', 'subprocess'], command, body), note };
    }
    case 'judge':
      return {
        imports: ['model_graded_qa'],
        code: '',
        call: `model_graded_qa(instructions=${literal(`${check.rubric}\n\nEnd with GRADE: C when it is right, GRADE: I when it is not.`)})`,
        note: null,
      };
    case 'hand':
      return {
        imports: [],
        code: '',
        call: null,
        note: 'Answers were judged by hand: look at them with `inspect view`.',
      };
  }
}
