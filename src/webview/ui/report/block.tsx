import type { ComponentChildren, JSX } from 'preact';

/** A section of a report with its heading. */
export function Block(props: {
  readonly id: string;
  readonly title: string;
  readonly more?: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <section class="block" id={props.id} aria-labelledby={`${props.id}-title`}>
      <h2 id={`${props.id}-title`}>
        {props.title}
        {props.more !== undefined && <span class="quiet"> {props.more}</span>}
      </h2>
      {props.children}
    </section>
  );
}
