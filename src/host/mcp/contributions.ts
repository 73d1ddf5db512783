import type { SettingGroup } from '../shared/contributions';

/** Settings of the feature, by the id of their group. */
export const settings = {
  mcp: {
    title: 'Agents',
    settings: {
      'mcp.folders': {
        type: 'array',
        items: { type: 'string' },
        default: [],
        scope: 'application',
        words:
          'Folders that agents of this window may look into through the MCP server of LRM Lens: whole paths. Nothing is offered while there is none. The server only reads.',
      },
    },
  },
} as const satisfies Readonly<Record<string, SettingGroup>>;
