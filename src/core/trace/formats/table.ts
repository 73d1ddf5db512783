import type { Format } from '../format';
import { a2a } from './apis/a2a';
import { acp } from './agents/acp';
import { actionSteps } from './agents/actionSteps';
import { adk } from './agents/adk';
import { agUi } from './agents/agUi';
import { agentsRunState } from './agents/agentsRunState';
import { agentTelemetry } from './observability/agentTelemetry';
import { agentTranscript } from './text/agentTranscript';
import { agentEvents } from './agents/agentEvents';
import { aiSdkData } from './apis/aiSdkData';
import { aiSdkDevtools } from './apis/aiSdkDevtools';
import { aiSdkResult, aiSdkStream } from './apis/aiSdk';
import { aiStudio } from './exports/aiStudio';
import { dashScope } from './apis/dashScope';
import { dspyHistory } from './text/dspyHistory';
import { deepseekStream } from './exports/deepseekStream';
import { dify } from './exports/dify';
import { deepseekWeb } from './exports/deepseekWeb';
import { libreChat } from './exports/libreChat';
import { nativeServers } from './apis/nativeServers';
import { openHands } from './agents/openHands';
import { openRouter } from './exports/openRouter';
import { openWebUi } from './exports/openWebUi';
import { tensorZero } from './apis/tensorZero';
import { textGenWebUi } from './exports/textGenWebUi';
import { traeAgent } from './agents/traeAgent';
import { aiderHistory } from './agents/aiderHistory';
import { anthropicMessages } from './apis/anthropicMessages';
import { amazonQ } from './agents/amazonQ';
import { amp } from './agents/amp';
import { augment } from './agents/augment';
import { copilotAgent } from './agents/copilotAgent';
import { forge } from './agents/forge';
import { jules } from './agents/jules';
import { junie } from './agents/junie';
import { windsurf } from './agents/windsurf';
import { kiro, kiroCli } from './agents/kiro';
import { antigravity } from './agents/antigravity';
import { atif } from './agents/atif';
import { bfcl } from './evals/bfcl';
import { bedrockAgent } from './agents/bedrockAgent';
import { bedrockConverse } from './apis/bedrockConverse';
import { cassette } from './apis/cassette';
import { chatReplay } from './agents/chatReplay';
import { chatCompletions } from './apis/chatCompletions';
import { bigAgi } from './exports/bigAgi';
import { callSpans } from './observability/callSpans';
import { chainlit } from './exports/chainlit';
import { chatbox } from './exports/chatbox';
import { chatgptExport } from './exports/chatgptExport';
import { claudeCode, claudeCodeDocument, claudeResult } from './agents/claudeCode';
import { cherryStudio } from './exports/cherryStudio';
import { claudePrinted } from './agents/claudePrinted';
import { claudeExport } from './exports/claudeExport';
import { clineUi } from './agents/cline';
import { clineEvents } from './agents/clineEvents';
import { clineHistory } from './agents/clineHistory';
import { codexExec } from './agents/codexExec';
import { codexProto } from './agents/codexProto';
import { codexRollout } from './agents/codexRollout';
import { cohere } from './apis/cohere';
import { cortexAgent } from './apis/cortexAgent';
import { copilotCli } from './agents/copilotCli';
import { crush } from './agents/crush';
import { cursor } from './agents/cursor';
import { cursorStream } from './agents/cursorStream';
import { datasetRows } from './exports/datasetRows';
import { evalscope } from './evals/evalscope';
import { gemini } from './apis/gemini';
import { geminiCli } from './agents/geminiCli';
import { geminiInteractions } from './apis/geminiInteractions';
import { geminiLive } from './apis/geminiLive';
import { goose } from './agents/goose';
import { grokExport } from './exports/grokExport';
import { hermes } from './agents/hermes';
import { inspect } from './evals/inspect';
import { kimiWire } from './agents/kimiWire';
import { langfuse } from './observability/langfuse';
import { langsmith } from './observability/langsmith';
import { letta } from './agents/letta';
import { liveCapture } from './apis/liveCapture';
import { llmLogs } from './exports/llmLogs';
import { lmEval } from './evals/lmEval';
import { lmStudio } from './exports/lmStudio';
import { lmStudioLog } from './exports/lmStudioLog';
import { managedAgents } from './agents/managedAgents';
import { messageDocument, messageList } from './exports/messageList';
import { miniSweAgent } from './agents/miniSweAgent';
import { mistralConversations } from './apis/mistralConversations';
import { notebookOutput, notebookOutputs } from './exports/notebookOutputs';
import { ollama } from './apis/ollama';
import { openaiResponses } from './apis/openaiResponses';
import { opencode } from './agents/opencode';
import { otel } from './observability/otel';
import { piAgent } from './agents/piAgent';
import { promptfoo } from './evals/promptfoo';
import { otelAgent } from './observability/otelAgent';
import { pydanticAi } from './observability/pydanticAi';
import { qwenCode } from './agents/qwenCode';
import { rawText } from './text/rawText';
import { runTable } from './evals/runTable';
import { scout } from './evals/scout';
import { serverLog } from './text/serverLog';
import { sillyTavern } from './exports/sillyTavern';
import { smolagents } from './agents/smolagents';
import { sweAgent } from './agents/sweAgent';
import { vscodeChat } from './agents/vscodeChat';
import { weave } from './observability/weave';
import { wrappedStream } from './apis/wrappedStream';
import { zed } from './agents/zed';

/**
 * Every saved format, in the order of detection: the first that knows the file wins. What can only be one thing
 * stands before what looks like many (a session log before its API responses, raw text last).
 */
export const FORMATS: readonly Format[] = [
  // Own captures.
  liveCapture,

  // What the cells of a notebook printed.
  notebookOutputs(() => FORMATS),

  // Eval logs and run tables.
  inspect,
  scout,
  promptfoo,
  runTable,
  lmEval,
  evalscope,
  bfcl,

  // Agent session logs.
  cursorStream,
  claudeCode,
  claudeCodeDocument,
  claudeResult,
  claudePrinted,
  codexRollout,
  codexExec,
  codexProto,
  qwenCode,
  geminiCli,
  kimiWire,
  copilotCli,
  piAgent,
  agentEvents,
  antigravity,
  hermes,
  opencode,
  vscodeChat,
  chatReplay,
  clineUi,
  clineEvents,
  clineHistory,
  lmStudio,
  lmStudioLog,
  atif,
  openHands,
  sweAgent,
  miniSweAgent,
  goose,
  crush,
  cursor,
  traeAgent,
  acp,
  adk,
  agUi,
  zed,
  smolagents,
  actionSteps,
  bedrockAgent,
  letta,
  kiro,
  kiroCli,
  junie,
  windsurf,
  augment,
  amazonQ,
  amp,
  forge,
  copilotAgent,
  managedAgents,
  jules,
  agentsRunState,

  // API responses and streams.
  openaiResponses,
  anthropicMessages,
  gemini,
  geminiInteractions,
  geminiLive,
  bedrockConverse,
  ollama,
  chatCompletions,
  cohere,
  dashScope,
  mistralConversations,
  cortexAgent,
  nativeServers,
  tensorZero,
  aiSdkStream,
  aiSdkResult,
  aiSdkData,
  aiSdkDevtools,

  // Observability, exports, dataset rows.
  agentTelemetry,
  otelAgent,
  otel,
  langsmith,
  langfuse,
  weave,
  callSpans,
  chatgptExport,
  claudeExport,
  openWebUi,
  openRouter,
  libreChat,
  chatbox,
  cherryStudio,
  bigAgi,
  sillyTavern,
  textGenWebUi,
  grokExport,
  chainlit,
  deepseekWeb,
  deepseekStream,
  dify,
  aiStudio,
  llmLogs,
  cassette(() => FORMATS),
  pydanticAi,
  a2a,
  datasetRows,
  messageList,
  messageDocument,
  wrappedStream(() => FORMATS),
  notebookOutput(() => FORMATS),

  // Text.
  aiderHistory,
  agentTranscript,
  dspyHistory,
  serverLog,
  rawText,
];
