import type { ButtonHTMLAttributes, ComponentChildren, JSX } from 'preact';

interface LinkProps extends Pick<
  ButtonHTMLAttributes,
  'title' | 'disabled' | 'onClick' | 'aria-label' | 'aria-expanded'
> {
  /** What a page's style sheet calls it beside `link`. */
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** A word of every page that leads somewhere in the window, or does something small; its look is `link.css`. */
export function Link({ class: own, children, ...rest }: LinkProps): JSX.Element {
  return (
    <button type="button" {...rest} class={own === undefined ? 'link' : `link ${own}`}>
      {children}
    </button>
  );
}
