/** Words that stand for thinking where none was saved: "Thinking...", "*Working on it…*", "思考中". */
const PLACEHOLDER =
  /^[\s*_(<[]*(?:(?:still )?(?:thinking|reasoning|processing|loading|working on (?:it|that)|pensando|nachdenken|ich denke nach)(?: hard| deeply)?[*_\s]*(?:\.{2,}|…)|思考中|考え中)[\s.。…*_)>\]]*$/iu;
/** A nod alone. */
const NOD =
  /^[\s*_]*(?:ok(?:ay)?|alright|all right|right|got it|vale|bien|gut|好的?)[\s.!。！…*_]*$/iu;
/** Longer sentences are neither. UTF-16 units. */
const LONGEST = 40;

/** What a sentence is that says nothing: a placeholder for thinking, or a nod ("Ok."); `null` for any other. */
export function fillerOf(text: string, start: number, end: number): 'placeholder' | 'nod' | null {
  if (end - start > LONGEST) return null;
  const sentence = text.slice(start, end);
  if (PLACEHOLDER.test(sentence)) return 'placeholder';
  return NOD.test(sentence) ? 'nod' : null;
}
