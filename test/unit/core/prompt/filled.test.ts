import { readPrompts, type PromptCase } from './promptCases';

/** Bodies and lists that are filled statement by statement, and constants that stand far from where they are used. */
const cases: Readonly<Record<string, PromptCase>> = {
  'a map of Java that is filled by put': {
    language: 'java',
    code: `class Florist {
  String ask(String plant) throws Exception {
    List<Map<String, String>> messages = new ArrayList<>();
    Map<String, String> rule = new LinkedHashMap<>();
    rule.put("role", "system");
    rule.put("content", "You know every plant.");
    messages.add(rule);
    messages.add(Map.of("role", "user", "content", "Water for " + plant));
    Map<String, Object> body = new HashMap<>();
    body.put("model", "gpt-4");
    body.put("model", "gpt-4o");
    body.put("messages", messages);
    return rest.postForObject(ADDRESS, body, String.class);
  }
}`,
    found: [[null, 'gpt-4o', null, 'system: You know every plant.', 'user: Water for {plant}']],
  },
  'objects and arrays of JSON in Java, made where they are put': {
    language: 'java',
    code: `class Florist {
  String ask(String plant) throws Exception {
    ObjectNode root = mapper.createObjectNode();
    root.put("model", "gpt-4o-mini");
    ArrayNode messages = root.putArray("messages");
    ObjectNode one = messages.addObject();
    one.put("role", "user").put("content", "Water for " + plant);
    return send(root.toString());
  }
  String other(String plant) {
    JSONArray list = new JSONArray();
    list.put(new JSONObject().put("role", "user").put("content", "Light for " + plant));
    JSONObject all = new JSONObject();
    all.put("model", "gpt-4o");
    all.put("messages", list);
    return send(all.toString());
  }
}`,
    found: [
      [null, 'gpt-4o-mini', null, 'user: Water for {plant}'],
      [null, 'gpt-4o', null, 'user: Light for {plant}'],
    ],
  },
  'no map of vectors, and none of what a program keeps': {
    language: 'java',
    code: `class Index {
  void put(String text) {
    Map<String, Object> body = new HashMap<>();
    body.put("model", "text-embedding-3-small");
    body.put("input", text);
    rest.postForObject("https://api.openai.com/v1/embeddings", body, String.class);
    Map<String, Object> row = new HashMap<>();
    row.put("content", text);
    row.put("messages", count);
    row.put("title", "A title for the row");
    store.save(row);
  }
}`,
    found: [],
  },
  'items that PHP puts behind a list, and lists that it joins': {
    language: 'php',
    code: `<?php
function ask($plant, $before) {
    $messages = [['role' => 'system', 'content' => 'You know every plant.']];
    $messages = array_merge($messages, $before);
    $messages[] = ['role' => 'user', 'content' => 'Water for ' . (string) $plant];
    $names['x'] = 'y';
    return $client->chat()->create(['model' => 'gpt-4o', 'messages' => $messages]);
}`,
    found: [
      [
        'openai',
        'gpt-4o',
        null,
        'system: You know every plant.',
        'user: {$before}',
        'user: Water for {$plant}',
      ],
    ],
  },
  'a list of PHP that is joined under a condition, whose messages nobody knows': {
    language: 'php',
    code: `<?php
function ask($rules, $plant, $before) {
    $messages = [['role' => 'system', 'content' => $rules]];
    if ($before) {
        $messages = array_merge($messages, $before);
    }
    $messages[] = ['role' => 'user', 'content' => 'Water for ' . $plant];
    return $client->chat()->create(['model' => 'gpt-4o', 'messages' => $messages]);
}`,
    found: [
      ['openai', 'gpt-4o', null, 'system: {$rules}', 'user: {$before}', 'user: Water for {$plant}'],
    ],
  },
  'types of Go whose names are small, at an address that stands far away': {
    language: 'go',
    code: `package plants
const address = "https://api.groq.com/openai/v1/chat/completions"
const other = "https://api.groq.com/openai/v1/embeddings"
${'// A line that says nothing of it.\n'.repeat(80)}
func Ask(key, plant, model string) (*http.Response, error) {
	if plant == key {
		return nil, nil
	}
	body := chatBody{Model: model, Messages: []line{{Role: "system", Content: "You know every plant."}, {Role: "user", Content: plant}}}
	b, _ := json.Marshal(body)
	req, _ := http.NewRequest("POST", address, bytes.NewBuffer(b))
	return http.DefaultClient.Do(req)
}
${'// A line that says nothing of it.\n'.repeat(80)}
func Pass(model string, lines []line) (*http.Response, error) {
	b, _ := json.Marshal(chatBody{Model: model, Messages: lines})
	req, _ := http.NewRequest("POST", address, bytes.NewBuffer(b))
	return http.DefaultClient.Do(req)
}
${'// A line that says nothing of it.\n'.repeat(80)}
func Index(model, text string) (*http.Response, error) {
	b, _ := json.Marshal(vectors{Model: model, Input: text})
	req, _ := http.NewRequest("POST", other, bytes.NewBuffer(b))
	return http.DefaultClient.Do(req)
}
`,
    found: [
      [null, null, null, 'system: You know every plant.', 'user: {plant}'],
      [null, null, null, 'user: {lines}'],
    ],
  },
  'a model that is put under a condition, as one of two': {
    language: 'java',
    code: `class A {
  void run(String q) {
    Map<String, Object> body = new HashMap<>();
    body.put("model", "gpt-4.1");
    body.put("model", "gpt-4o");
    if (fast) body.put("model", "gpt-4o-mini");
    if (slow) { body.put("model", "o3"); }
    body.put("messages", List.of(Map.of("role", "user", "content", q)));
    client.post("https://api.openai.com/v1/chat/completions", body);
  }
}`,
    found: [[null, 'gpt-4o', null, 'user: {q}']],
  },
  'the model that a kernel of C# is given': {
    language: 'csharp',
    code: `class Films {
  Kernel Make() {
    var builder = Kernel.CreateBuilder();
    builder.Services.AddOllamaChatCompletion("gemma3", new Uri(address)).AddOllamaTextEmbeddingGeneration("embed-large", new Uri(address));
    return builder.Build();
  }
  async Task<string> Ask(string q) {
    var chat = kernel.GetRequiredService<IChatCompletionService>();
    var history = new ChatHistory("You recommend films.");
    return (await chat.GetChatMessageContentsAsync(history, null, kernel)).ToString();
  }
}`,
    found: [['semantic-kernel', 'gemma3', null, 'system: You recommend films.']],
  },
  'the model in a chain that builds a kernel': {
    language: 'csharp',
    code: `class Films {
  async Task Ask() {
    var kernel = Kernel.CreateBuilder().AddOllamaChatCompletion("gemma3", new Uri(address)).Build();
    await kernel.InvokePromptAsync("Name a good film");
  }
}`,
    found: [['semantic-kernel', 'gemma3', null, 'user: Name a good film']],
  },
  'a template that is filled and not sent, and one that a chain sends': {
    code: `from langchain_core.prompts import ChatPromptTemplate
shown = ChatPromptTemplate.from_messages([("user", "{text}")])
shown.invoke({"text": "Hi"}).to_messages()
template = ChatPromptTemplate.from_messages([("system", "Put this into {language}"), ("user", "{text}")])
template.invoke({"language": "French", "text": "Hi"})
chain = template | ChatOpenAI(model="gpt-4o")
chain.invoke({"language": "French", "text": "Hi"})`,
    found: [
      ['langchain', null, null, 'user: {text}'],
      ['langchain', 'gpt-4o', null, 'system: Put this into {language}', 'user: {text}'],
    ],
  },
  'a text that is taken out of a message, as no text of its own': {
    language: 'java',
    code: `class Florist {
  String ask(List<Map<String, String>> before) {
    List<Map<String, Object>> messages = new ArrayList<>();
    for (Map<String, String> oldMessage : before)
      messages.add(Map.of("role", oldMessage.get("role"), "content", oldMessage.get("content")));
    Map<String, Object> body = new HashMap<>();
    body.put("model", "gpt-4o");
    body.put("messages", messages);
    return send(body);
  }
}`,
    found: [[null, 'gpt-4o', null, 'user: {oldMessage.get("content")}']],
  },
  'no model of a kernel that is given two': {
    language: 'csharp',
    code: `class Films {
  async Task Ask(IKernelBuilder builder, Kernel kernel) {
    builder.AddOllamaChatCompletion("gemma3", new Uri(address));
    builder.AddOpenAIChatCompletion(modelId: "gpt-4o", apiKey: key);
    await kernel.InvokePromptAsync("Name a good film");
  }
}`,
    found: [['semantic-kernel', null, null, 'user: Name a good film']],
  },
  'a chat of Ruby that is made without brackets': {
    language: 'ruby',
    code: `class Titles
  def go
    chat = RubyLLM.chat
    chat.ask("Find a title for this chat")
    note = Journal.open
    note.ask("Is anybody there")
  end
end`,
    found: [['ruby_llm', null, null, 'user: Find a title for this chat']],
  },
};

describe('requests that are put together piece by piece', () => readPrompts(cases));
