import type { Format } from '../format';
import { anthropicMessages } from './anthropicMessages';
import { bedrockConverse } from './bedrockConverse';
import { cohere } from './cohere';
import { gemini } from './gemini';
import { ollama } from './ollama';
import { openaiResponses } from './openaiResponses';
import { claudeCode, claudeCodeDocument } from './claudeCode';
import { codexExec } from './codexExec';
import { codexRollout } from './codexRollout';
import { chatCompletions } from './chatCompletions';
import { antigravity } from './antigravity';
import { atif } from './atif';
import { clineUi } from './cline';
import { copilotCli } from './copilotCli';
import { geminiCli } from './geminiCli';
import { hermes } from './hermes';
import { kimiWire } from './kimiWire';
import { messageList } from './messageList';
import { opencode } from './opencode';
import { piAgent } from './piAgent';
import { qwenCode } from './qwenCode';
import { vscodeChat } from './vscodeChat';
import { rawText } from './rawText';

/**
 * Every saved format, in the order of detection: the first that knows the file wins. What can only be one thing
 * stands before what looks like many (a session log before its API responses, raw text last).
 */
export const FORMATS: readonly Format[] = [
  // Eval logs and run tables.

  // Agent session logs.
  claudeCode,
  claudeCodeDocument,
  codexRollout,
  codexExec,
  qwenCode,
  geminiCli,
  kimiWire,
  copilotCli,
  piAgent,
  antigravity,
  hermes,
  opencode,
  vscodeChat,
  clineUi,
  atif,

  // API responses and streams.
  openaiResponses,
  anthropicMessages,
  gemini,
  bedrockConverse,
  ollama,
  chatCompletions,
  cohere,

  // Observability, exports, dataset rows.
  messageList,

  // Text.
  rawText,
];
