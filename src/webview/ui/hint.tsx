import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';

interface HintProps {
  /** What the hint says: one word in bold, then the explanation. */
  readonly lead?: string;
  readonly text: string;
  readonly class?: string;
  readonly children: ComponentChildren;
  readonly onClick?: () => void;
}

/**
 * A value with an explanation that shows on hover and on focus, stays while the pointer is on it, and closes with
 * Escape (WCAG 1.4.13). It is a button, so that the explanation is in reach of the keyboard.
 */
export function Hint({ lead, text, class: className = '', children, onClick }: HintProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLSpanElement>(null);
  const box = useRef<HTMLSpanElement>(null);

  useEffect(() => {
    const element = box.current;
    if (!open || element === null || anchor.current === null) return;
    const { current } = anchor;
    const put = (): void => putBeside(element, current);
    put();
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      event.stopPropagation();
    };
    document.addEventListener('keydown', onKey, true);
    window.addEventListener('resize', put);
    return () => {
      document.removeEventListener('keydown', onKey, true);
      window.removeEventListener('resize', put);
    };
  }, [open]);

  return (
    <span
      class="hint-anchor"
      ref={anchor}
      onMouseEnter={() => setOpen(true)}
      onMouseLeave={() => setOpen(false)}
    >
      <button
        type="button"
        class={`hint-value ${className}`}
        aria-describedby={id}
        onFocus={(event) => {
          if (event.currentTarget.matches(':focus-visible')) setOpen(true);
        }}
        onBlur={() => setOpen(false)}
        onClick={onClick}
      >
        {children}
      </button>
      <span ref={box} role="tooltip" id={id} class={open ? 'hint' : 'hint hint-closed'}>
        {lead !== undefined && <b>{lead} </b>}
        {text}
      </span>
    </span>
  );
}

/** Kept inside the page: shifted left where it would leave it, above where there is no room below. */
function putBeside(hint: HTMLElement, anchor: HTMLElement): void {
  // Where it stood may have made it narrow.
  hint.style.left = '0';
  const place = anchor.getBoundingClientRect();
  const size = hint.getBoundingClientRect();
  const left = Math.max(8, Math.min(place.left, window.innerWidth - size.width - 8));
  const below = place.bottom + size.height < window.innerHeight - 4;
  hint.style.left = `${left}px`;
  hint.style.top = `${below ? place.bottom : place.top - size.height}px`;
}
