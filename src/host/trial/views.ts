/** View type of the trial editor; also the value of `activeCustomEditorId` while one is active. */
export const TRIAL_EDITOR = 'lrmLens.trial';
