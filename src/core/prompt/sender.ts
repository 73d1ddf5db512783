/** What stands at a place of a call's arguments that have no name. */
export type Positional = 'prompt' | 'model' | 'agent' | 'skip' | 'rest';

/** A call that sends a prompt, or that defines one. Names are compared without case and underscores, so one row serves all languages. */
export interface Sender {
  readonly library: string;
  /** The lab whose API it speaks; null for a library that speaks to many. */
  readonly vendor: string | null;
  /** Ends of dotted names, separated by spaces. */
  readonly calls: string;
  readonly positional?: readonly Positional[];
  /** What the object before the method must be: something that is known to be (`known`) or is named like (`model`) a model, chain or agent. */
  readonly receiver?: 'model' | 'known';
  /** One of these arguments must be there, by name. */
  readonly needs?: readonly string[];
  /** Arguments that hold the whole request, also as JSON. */
  readonly bodies?: readonly string[];
  /** Further argument names that carry text. */
  readonly system?: readonly string[];
  readonly prompt?: readonly string[];
  /** The arguments fill in a template: only `messages` of them is sent. */
  readonly variables?: boolean;
  /** What it is given is a template, whose holes it fills in. */
  readonly fills?: boolean;
  /** Its arguments are made by functions of their name: Go's `ai.WithPrompt("...")`. */
  readonly options?: boolean;
  /** Defines a prompt that another call sends. `template`: only where no call of the document takes it. */
  readonly defines?: 'agent' | 'template';
  /** One of these words must stand in the document. */
  readonly words?: readonly string[];
  /**
   * Nothing else is called so: the call sends a prompt also where all it is given is a value that is not known
   * (`create(params)`, `create(**params)`). One of the words must stand in the document, where there are any.
   */
  readonly whole?: readonly string[];
}
