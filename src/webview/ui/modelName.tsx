import { Fragment, type JSX } from 'preact';

/** A model id without the path of its host: "accounts/fireworks/models/qwen3-235b" is "qwen3-235b" where room is short. */
export function shortModel(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1) || id;
}

/** A model id that breaks behind its separators, not in the middle of a word. */
export function ModelName({ id }: { readonly id: string }): JSX.Element {
  return (
    <>
      {id.split(/(?<=[/:_-])/).map((part, i) => (
        <Fragment key={i}>
          {i > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </>
  );
}
