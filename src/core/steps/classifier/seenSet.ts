const FIRST_SLOTS = 1 << 10;
const MOST_SLOTS = 1 << 17;
const PROBES = 8;

/**
 * A set of 32-bit hashes with bounded memory (512 kB): exact until about 100,000 different members, then the oldest
 * neighbours are overwritten, so that "seen before" means "seen lately" in very long traces.
 */
export class SeenSet {
  private slots = new Int32Array(FIRST_SLOTS);
  private size = 0;

  has(hash: number): boolean {
    const { slots } = this;
    const mask = slots.length - 1;
    const key = hash | 1;
    for (let i = 0, at = (hash >>> 7) & mask; i < PROBES; i++, at = (at + 1) & mask) {
      const held = slots[at];
      if (held === key) return true;
      if (held === 0) return false;
    }
    return false;
  }

  /** Adds a hash (its lowest bit is ignored). */
  add(hash: number): void {
    if (this.size * 2 >= this.slots.length && this.slots.length < MOST_SLOTS) this.grow();
    this.place(hash | 1, hash);
  }

  private place(key: number, hash: number): void {
    const { slots } = this;
    const mask = slots.length - 1;
    const home = (hash >>> 7) & mask;
    for (let i = 0, at = home; i < PROBES; i++, at = (at + 1) & mask) {
      const held = slots[at];
      if (held === key) return;
      if (held === 0) {
        slots[at] = key;
        this.size++;
        return;
      }
    }
    slots[home] = key;
  }

  private grow(): void {
    const old = this.slots;
    this.slots = new Int32Array(old.length * 4);
    this.size = 0;
    for (const key of old) if (key !== 0) this.place(key, key);
  }
}
