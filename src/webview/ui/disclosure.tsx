import type { ComponentChildren, DetailsHTMLAttributes, JSX, Ref } from 'preact';

interface DisclosureProps extends Pick<
  DetailsHTMLAttributes,
  'class' | 'id' | 'open' | 'onToggle'
> {
  /** What is always seen, and opens the rest. */
  readonly title: ComponentChildren;
  readonly box?: Ref<HTMLDetailsElement>;
  readonly children: ComponentChildren;
}

/** A title that opens what stands under it, on every page. */
export function Disclosure({ title, box, children, ...rest }: DisclosureProps): JSX.Element {
  return (
    <details {...rest} ref={box ?? null}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}
