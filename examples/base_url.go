// A voice platform that knows nothing of the service but a base URL: Chat Completions with the standard library, and a
// transfer tool of its own, whose call comes back with a number of the directory.
//
//	transfer-adapter serve --directory examples/bank/directory.yaml &
//	go run examples/base_url.go "Ich habe meine Karte verloren"
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"time"
)

const transferCall = `{"type": "function", "function": {"name": "transferCall", "parameters": {"type": "object",
	"properties": {"destination": {"type": "string"}}, "required": ["destination"]}}}`

// Completion is what is read of an answer.
type Completion struct {
	Choices []struct {
		Message struct {
			Content   string `json:"content"`
			ToolCalls []struct {
				Function struct {
					Name      string `json:"name"`
					Arguments string `json:"arguments"`
				} `json:"function"`
			} `json:"tool_calls"`
		} `json:"message"`
	} `json:"choices"`
}

func complete(words string) (completion Completion, err error) {
	body, err := json.Marshal(map[string]any{
		"model":    "transfers", // any name: the service asks its own model
		"messages": []map[string]string{{"role": "user", "content": words}},
		"tools":    []json.RawMessage{json.RawMessage(transferCall)},
	})
	if err != nil {
		return completion, err
	}
	url := os.Getenv("ADAPTER_URL")
	if url == "" {
		url = "http://127.0.0.1:8080"
	}
	request, err := http.NewRequest(http.MethodPost, url+"/v1/chat/completions", bytes.NewReader(body))
	if err != nil {
		return completion, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer "+os.Getenv("ADAPTER_TOKEN"))
	response, err := (&http.Client{Timeout: 20 * time.Second}).Do(request)
	if err != nil {
		return completion, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return completion, fmt.Errorf("%s from the service", response.Status)
	}
	return completion, json.NewDecoder(response.Body).Decode(&completion)
}

func main() {
	if len(os.Args) < 2 {
		log.Fatal("what does the caller say?")
	}
	completion, err := complete(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	for _, choice := range completion.Choices {
		fmt.Printf("say: %s\n", choice.Message.Content)
		for _, call := range choice.Message.ToolCalls {
			fmt.Printf("call: %s %s\n", call.Function.Name, call.Function.Arguments)
		}
	}
}
