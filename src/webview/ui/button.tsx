import type { ButtonHTMLAttributes, ComponentChildren, JSX, Ref } from 'preact';

interface ButtonProps extends Pick<
  ButtonHTMLAttributes,
  'type' | 'disabled' | 'onClick' | 'aria-describedby' | 'aria-keyshortcuts'
> {
  /** What the page is there for now: one a page, or none. */
  readonly primary?: boolean;
  /** The last of a form, which stands alone. */
  readonly big?: boolean;
  readonly box?: Ref<HTMLButtonElement>;
  readonly children: ComponentChildren;
}

/** The button of every page; its look is `button.css`. */
export function Button({ primary, big, box, children, ...rest }: ButtonProps): JSX.Element {
  const look = `button${primary === true ? ' primary' : ''}${big === true ? ' big' : ''}`;
  return (
    <button type="button" {...rest} class={look} {...(box === undefined ? {} : { ref: box })}>
      {children}
    </button>
  );
}
