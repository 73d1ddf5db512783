import type { Format } from '../format';
import { aiderHistory } from './aiderHistory';
import { anthropicMessages } from './anthropicMessages';
import { antigravity } from './antigravity';
import { atif } from './atif';
import { bedrockConverse } from './bedrockConverse';
import { cassette } from './cassette';
import { chatCompletions } from './chatCompletions';
import { chatgptExport } from './chatgptExport';
import { claudeCode, claudeCodeDocument } from './claudeCode';
import { claudeExport } from './claudeExport';
import { clineUi } from './cline';
import { codexExec } from './codexExec';
import { codexProto } from './codexProto';
import { codexRollout } from './codexRollout';
import { cohere } from './cohere';
import { copilotCli } from './copilotCli';
import { datasetRows } from './datasetRows';
import { evalscope } from './evalscope';
import { gemini } from './gemini';
import { geminiCli } from './geminiCli';
import { geminiInteractions } from './geminiInteractions';
import { hermes } from './hermes';
import { inspect } from './inspect';
import { kimiWire } from './kimiWire';
import { langfuse } from './langfuse';
import { langsmith } from './langsmith';
import { liveCapture } from './liveCapture';
import { llmLogs } from './llmLogs';
import { lmEval } from './lmEval';
import { lmStudio } from './lmStudio';
import { messageDocument, messageList } from './messageList';
import { ollama } from './ollama';
import { openaiResponses } from './openaiResponses';
import { opencode } from './opencode';
import { otel } from './otel';
import { piAgent } from './piAgent';
import { pydanticAi } from './pydanticAi';
import { qwenCode } from './qwenCode';
import { rawText } from './rawText';
import { runTable } from './runTable';
import { vscodeChat } from './vscodeChat';

/**
 * Every saved format, in the order of detection: the first that knows the file wins. What can only be one thing
 * stands before what looks like many (a session log before its API responses, raw text last).
 */
export const FORMATS: readonly Format[] = [
  // Own captures.
  liveCapture,

  // Eval logs and run tables.
  inspect,
  runTable,
  lmEval,
  evalscope,

  // Agent session logs.
  claudeCode,
  claudeCodeDocument,
  codexRollout,
  codexExec,
  codexProto,
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
  lmStudio,
  atif,

  // API responses and streams.
  openaiResponses,
  anthropicMessages,
  gemini,
  geminiInteractions,
  bedrockConverse,
  ollama,
  chatCompletions,
  cohere,

  // Observability, exports, dataset rows.
  otel,
  langsmith,
  langfuse,
  chatgptExport,
  claudeExport,
  llmLogs,
  cassette(() => FORMATS),
  pydanticAi,
  datasetRows,
  messageList,
  messageDocument,

  // Text.
  aiderHistory,
  rawText,
];
