import { render } from 'preact';
import { trialProtocol, type TrialState, type UnreadTrial } from '../../protocol/trial';
import { connectPage, keep, pageState } from '../ui/page';
import { Store } from '../ui/store';
import { actionsOf } from './actions';
import { restoreMemory } from './memory';
import { OpenEdits } from './openEdits';
import { TrialPage, type TrialPageState } from './trialPage';
import './trial.css';

/** Set once the host has told what is there: it tells nothing new before. */
let take: (trial: TrialState | UnreadTrial) => void = () => undefined;
const host = await connectPage(trialProtocol, {
  requests: {},
  events: { stateChanged: (trial) => take(trial) },
});
const store = new Store<TrialPageState>({
  trial: await host.request('getState', null),
  edited: null,
  failure: null,
  memory: pageState.get(restoreMemory),
});
take = (trial) => store.set({ trial, failure: null });
keep(store, ({ memory }) => memory);
const actions = actionsOf(host, (failure) => store.set({ failure }));
const edits = new OpenEdits(actions.edit, (edited) => store.set({ edited }));
render(
  <TrialPage store={store} actions={actions} edits={edits} />,
  document.getElementById('app')!,
);
