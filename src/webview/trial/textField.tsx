import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

interface TextFieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly area?: boolean;
  readonly onChange: (text: string) => void;
}

/** A text that is applied when the field is left; Escape restores it. */
export function TextField({
  id,
  label,
  value,
  area = false,
  onChange,
}: TextFieldProps): JSX.Element {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const shared = {
    id,
    value: text,
    spellcheck: area,
    onBlur: () => {
      if (text !== value) onChange(text);
    },
  };
  const restore = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') setText(value);
  };
  return (
    <div class="text-field">
      <label for={id}>{label}</label>
      {area ? (
        <textarea
          class="box area"
          rows={3}
          {...shared}
          onInput={(e) => setText(e.currentTarget.value)}
          onKeyDown={restore}
        />
      ) : (
        <input
          class="box code"
          type="text"
          autoComplete="off"
          {...shared}
          onInput={(e) => setText(e.currentTarget.value)}
          onKeyDown={(e) => {
            restore(e);
            if (e.key === 'Enter' && text !== value) onChange(text);
          }}
        />
      )}
    </div>
  );
}
