/** A model id without the path of its host: "accounts/fireworks/models/qwen3-235b" is "qwen3-235b" where room is short. */
export function shortModel(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1) || id;
}
