import { useEffect, useState } from 'preact/hooks';

/** A value that views follow. Changes inside one task are told once. */
export class Store<S extends object> {
  private readonly listeners = new Set<() => void>();
  private told = true;

  constructor(private state: S) {}

  get(): S {
    return this.state;
  }

  /** Replaces some fields. */
  set(patch: Partial<S>): void {
    this.state = { ...this.state, ...patch };
    if (!this.told) return;
    this.told = false;
    queueMicrotask(() => {
      this.told = true;
      for (const listener of [...this.listeners]) listener();
    });
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

/** The store's value; the component is drawn again when it changes. */
export function useStore<S extends object>(store: Store<S>): S {
  const [state, setState] = useState(store.get());
  useEffect(() => {
    const take = (): void => setState(store.get());
    take();
    return store.subscribe(take);
  }, [store]);
  return state;
}
