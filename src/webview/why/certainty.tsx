/** A dot that is full, half or a dashed ring, with the words for it. */
export function Certainty({ of, text }: { of: 'full' | 'half' | 'none'; text: string }) {
  return (
    <p class="certainty quiet">
      <svg viewBox="0 0 10 10" aria-hidden="true">
        <circle
          cx="5"
          cy="5"
          r="4"
          fill={of === 'full' ? 'currentColor' : 'none'}
          stroke="currentColor"
          stroke-dasharray={of === 'none' ? '2 2' : undefined}
        />
        {of === 'half' && <path d="M5 1a4 4 0 0 0 0 8z" fill="currentColor" />}
      </svg>
      {text}
    </p>
  );
}
