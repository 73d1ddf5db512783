import type { CommandTable, SettingGroup } from '../shared/contributions';

/** Commands of the feature, as the manifest declares them. */
export const commands = {
  'lrmLens.estimateReasoningCost': {
    title: 'Estimate Reasoning Cost',
    palette: 'true',
    menus: [
      {
        menu: 'explorer/context',
        when: 'resourceFilename =~ /\\.(prompt\\.md|prompty)$/',
        group: 'lrmLens@1',
      },
      {
        menu: 'editor/context',
        when: 'resourceFilename =~ /\\.(prompt\\.md|prompty)$/',
        group: 'lrmLens@1',
      },
    ],
  },
  'lrmLens.updatePrices': { title: 'Update Model Prices', palette: 'true' },
  'lrmLens.calibrate': { title: 'Calibrate Estimates from My Traces', palette: 'true' },
  'lrmLens.resetCalibration': { title: 'Forget Calibration', palette: 'true' },
  'lrmLens.copyReport': {
    title: 'Copy Estimate as Markdown',
    palette: "activeWebviewPanelId == 'lrmLens.estimateReport'",
  },
  'lrmLens.saveReport': {
    title: 'Save Estimate',
    palette: "activeWebviewPanelId == 'lrmLens.estimateReport'",
  },
} as const satisfies CommandTable;

/** Settings of the feature, by the id of their group. */
export const settings = {
  estimate: {
    title: 'Estimate',
    settings: {
      'estimate.baseline': {
        words:
          'Model that answers your prompts today, used where the code near a prompt names none. Empty: the one chosen last, else `gpt-4o`.',
        type: 'string',
        default: '',
        needsTrust: true,
      },
      'estimate.candidates': {
        words:
          'Reasoning models to compare with at first, each written `MODEL` or `MODEL:EFFORT`, for example `o4-mini:high`. Empty: the ones chosen last in this workspace.',
        type: 'array',
        items: { type: 'string' },
        default: [],
        needsTrust: true,
      },
      'estimate.models': {
        words:
          'Your own models and prices: negotiated prices, self-hosted models, models that are too new for the catalogue. Prices in USD per million tokens.',
        type: 'array',
        default: [],
        items: {
          type: 'object',
          required: ['id', 'inputPrice', 'outputPrice'],
          additionalProperties: false,
          properties: {
            id: { type: 'string', words: 'Model id as your code writes it.' },
            inputPrice: { type: 'number', minimum: 0, words: 'USD per million input tokens.' },
            outputPrice: {
              type: 'number',
              minimum: 0,
              words: 'USD per million output tokens; reasoning is billed as output.',
            },
            cachedInputPrice: {
              type: 'number',
              minimum: 0,
              words: 'USD per million input tokens read from the cache.',
            },
            contextTokens: {
              type: 'integer',
              minimum: 1,
              words: 'Tokens of prompt and answer together.',
            },
            maxOutputTokens: {
              type: 'integer',
              minimum: 1,
              words: 'Most output tokens of one call.',
            },
          },
        },
        needsTrust: true,
      },
      'estimate.priceSource': {
        words:
          'Where *Update Model Prices* fetches newer prices: the file of the genai-prices project, or a copy of it inside a closed network. Nothing is fetched before you ask for it.',
        type: 'string',
        format: 'uri',
        pattern: '^https?://',
        default:
          'https://raw.githubusercontent.com/pydantic/genai-prices/main/prices/new_data/v2/data.json',
        scope: 'machine',
      },
      'estimate.codeLens': {
        words:
          'Show what a prompt would cost on the first candidate above each recognised call and prompt file. Shown once LRM Lens was used in a window.',
        type: 'boolean',
        default: false,
        scope: 'language-overridable',
      },
      'estimate.hover': {
        words:
          'Explain known model ids in code on hover: how the model reasons, price with its date, effort levels, limits. Shown once LRM Lens was used in a window.',
        type: 'boolean',
        default: true,
      },
      'estimate.statusBar': {
        words: 'Show the cost of the prompt under the cursor in the status bar.',
        type: 'boolean',
        default: false,
      },
      'estimate.migrationHints': {
        words:
          'Show as hints in the code what must change in a prompt and its call for reasoning models.',
        type: 'string',
        default: 'afterEstimate',
        enum: ['afterEstimate', 'always', 'never'],
        enumWords: [
          'For a document that was estimated, until it is closed.',
          'For every prompt or call in the document being edited.',
          'Not at all.',
        ],
      },
      'capture.endpoints': {
        words:
          'Your own servers for live runs (“Measure…” in a report), besides the known providers and local servers. Keys are asked for when needed and kept in the secret storage, never here.',
        type: 'array',
        default: [],
        scope: 'machine',
        items: {
          type: 'object',
          required: ['name', 'api', 'url'],
          additionalProperties: false,
          properties: {
            name: { type: 'string', words: 'Name for people.' },
            api: {
              type: 'string',
              enum: ['chat-completions', 'anthropic', 'gemini', 'ollama'],
              words: 'Protocol: chat-completions for every OpenAI-compatible server.',
            },
            url: {
              type: 'string',
              pattern: '^https?://',
              words: 'Base URL, for example http://localhost:8000/v1.',
            },
          },
        },
      },
    },
  },
} as const satisfies Readonly<Record<string, SettingGroup>>;
