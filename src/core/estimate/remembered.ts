/** Remembers what a pure function gave for an id; forgets all when a caller brings very many. */
export function remembered<T>(of: (id: string) => T): (id: string) => T {
  const known = new Map<string, T>();
  return (id) => {
    const found = known.get(id);
    if (found !== undefined) return found;
    if (known.size >= 2_000) known.clear();
    const value = of(id);
    known.set(id, value);
    return value;
  };
}
