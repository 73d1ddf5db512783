/** One use of the network or of another program, seen where it starts. */
export interface Contact {
  readonly where: 'host' | 'worker';
  /** The function of the platform: "fetch", "Socket.connect", "lookup". */
  readonly by: string;
  /** Address, host name or program; as far as the call tells. */
  readonly to: string;
  /** Who called. */
  readonly stack: string;
}

/** Tells about a contact; `who` is the call's stack. */
export type Tell = (by: string, to: string, stack: string) => void;

/** Everything that this extension host and the workers started in it have contacted since recording began. */
export interface NetworkRecord {
  readonly contacts: readonly Contact[];
  /** Recorded workers started so far: those of the extension run under the same record. */
  readonly workers: number;
}

/** A worker's message about a contact; no reader of the extension knows a message of this shape. */
export interface ContactMessage {
  readonly lrmLensContact: readonly [by: string, to: string, stack: string];
}

export function contactOf(message: unknown): ContactMessage['lrmLensContact'] | null {
  return typeof message === 'object' && message !== null && 'lrmLensContact' in message
    ? (message as ContactMessage).lrmLensContact
    : null;
}
