import { open, outline } from '../../openFixture';

/** The segments of a text in one line each; what was cut off says so at the end. */
export async function read(text: string): Promise<readonly string[]> {
  const { traces } = await open('output.txt', text);
  const [trace] = traces;
  return trace?.truncated === true ? [...outline(trace), 'cut off'] : outline(trace);
}
