import { Workbench } from './workbench';

describe('the workbench with the extension', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open();
  });
  after(() => workbench.close());

  it('opens the samples and asks nothing of the network', async () => {
    await workbench.page.locator('.explorer-viewlet .monaco-list-row').first().waitFor();
    workbench.assertQuiet();
  });
});
