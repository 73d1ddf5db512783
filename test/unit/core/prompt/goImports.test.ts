import { readPrompts, type PromptCase } from './promptCases';

const go = (declared: string): PromptCase => ({
  language: 'go',
  code: `package harbour

import (
	"context"
	"fmt"

	"github.com/sashabaranov/go-openai"
)

${declared}

func (h *Harbour) Name(ctx context.Context, ship string) {
	prompt := fmt.Sprintf(ask, ship)
	h.client.CreateChatCompletion(ctx, openai.ChatCompletionRequest{
		Model: "gpt-4o",
		Messages: []openai.ChatCompletionMessage{{Role: "user", Content: prompt}},
	})
}`,
  found: [['openai', 'gpt-4o', null, 'user: Where does {ship} sail?']],
});

const cases: Readonly<Record<string, PromptCase>> = {
  'a constant': go('const ask = "Where does %s sail?"'),
  'a variable': go('var ask = `Where does %s sail?`'),
  'a group of constants': go('const (\n\task = "Where does %s sail?"\n)'),
};

describe('what is declared right behind the imports of Go', () => readPrompts(cases));
