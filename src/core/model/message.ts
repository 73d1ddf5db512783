/**
 * Marks a message that is translated where it is shown: the collector of strings finds it here. English is both the
 * message and its key.
 */
export function msg<const M extends string>(message: M): M {
  return message;
}
