import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A view whose code is a chunk of its own, loaded when it is first shown: what most never open makes no page slower. */
export function lazyView<P extends object>(
  load: () => Promise<ComponentType<P>>,
): (props: P) => preact.JSX.Element {
  let loaded: ComponentType<P> | null = null;
  return function LazyView(props: P) {
    const [View, setView] = useState(() => loaded);
    useEffect(() => {
      if (View !== null) return;
      void load().then((view) => {
        loaded = view;
        setView(() => view);
      });
    }, [View]);
    return View === null ? <p class="muted">…</p> : <View {...props} />;
  };
}
