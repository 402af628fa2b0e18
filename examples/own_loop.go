// A backend with a model loop of its own: the tools from GET /v1/tools, the judgement from POST /v1/resolve.
// The model is asked by Chat Completions, with the standard library alone.
//
//	transfer-adapter serve --directory examples/bank/directory.yaml &
//	OPENAI_API_KEY=… go run examples/own_loop.go "Ich habe meine Karte verloren"
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"time"
)

const (
	model        = "gpt-4.1-mini"
	apology      = "Sorry, something went wrong. Please say that again."
	instructions = "You are a bank's receptionist. Connect the caller by calling one tool, or answer in a sentence or two."
)

var client = &http.Client{Timeout: 20 * time.Second}

// Result is what to do next: "listen", "transfer" or "hang_up". Progress is to be kept with the call.
type Result struct {
	Next     string            `json:"next"`
	Say      string            `json:"say"`
	Transfer json.RawMessage   `json:"transfer"`
	Progress json.RawMessage   `json:"progress,omitempty"`
	Retry    []json.RawMessage `json:"retry,omitempty"`
}

type reply struct {
	Content   string `json:"content"`
	ToolCalls []struct {
		Function struct {
			Name      string `json:"name"`
			Arguments string `json:"arguments"`
		} `json:"function"`
	} `json:"tool_calls"`
}

// answer says what to do after the caller's words, with which the messages end. Whoever called hears something always.
func answer(messages []json.RawMessage, session map[string]string, progress json.RawMessage) Result {
	result, err := ask(messages, session, progress)
	if err != nil {
		log.Print(err)
		return Result{Next: "listen", Say: apology, Progress: progress}
	}
	return result
}

func ask(messages []json.RawMessage, session map[string]string, progress json.RawMessage) (result Result, err error) {
	var tools json.RawMessage
	if err = service("/v1/tools?api=chat", nil, &tools); err != nil {
		return result, err
	}
	asked := append([]json.RawMessage{message("system", instructions)}, messages...)
	for range [2]int{} { // a model is asked again once
		said, err := complete(append(asked, result.Retry...), tools)
		if err != nil {
			return result, err
		}
		if len(said.ToolCalls) == 0 {
			if said.Content == "" {
				return result, errors.New("the model answered nothing")
			}
			return Result{Next: "listen", Say: said.Content, Progress: progress}, nil
		}
		call := said.ToolCalls[0].Function
		body := map[string]any{"name": call.Name, "arguments": call.Arguments, "messages": messages}
		body["session"], body["progress"] = session, progress
		result = Result{}
		if err = service("/v1/resolve", body, &result); err != nil || result.Next != "ask_again" {
			return result, err
		}
	}
	return Result{Next: "listen", Say: apology, Progress: result.Progress}, nil
}

func complete(messages []json.RawMessage, tools json.RawMessage) (reply, error) {
	var completion struct {
		Choices []struct{ Message reply }
	}
	body := map[string]any{"model": model, "messages": messages, "tools": tools, "parallel_tool_calls": false}
	header := http.Header{"Authorization": {"Bearer " + os.Getenv("OPENAI_API_KEY")}}
	url := variable("OPENAI_BASE_URL", "https://api.openai.com/v1") + "/chat/completions"
	if err := exchange(url, header, body, &completion); err != nil {
		return reply{}, err
	}
	if len(completion.Choices) == 0 {
		return reply{}, errors.New("the model answered nothing")
	}
	return completion.Choices[0].Message, nil
}

func service(path string, body, into any) error {
	header := http.Header{}
	if token := os.Getenv("ADAPTER_TOKEN"); token != "" {
		header.Set("X-API-TOKEN", token)
	}
	return exchange(variable("ADAPTER_URL", "http://127.0.0.1:8080")+path, header, body, into)
}

// exchange posts a body, or gets where there is none, and reads the answer.
func exchange(url string, header http.Header, body, into any) error {
	method, raw := http.MethodGet, []byte(nil)
	if body != nil {
		var err error
		if raw, err = json.Marshal(body); err != nil {
			return err
		}
		method = http.MethodPost
	}
	request, err := http.NewRequest(method, url, bytes.NewReader(raw))
	if err != nil {
		return err
	}
	header.Set("Content-Type", "application/json")
	request.Header = header
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s from %s", response.Status, request.URL.Path)
	}
	return json.NewDecoder(response.Body).Decode(into)
}

func variable(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}

func message(role, content string) json.RawMessage {
	raw, _ := json.Marshal(map[string]string{"role": role, "content": content})
	return raw
}

func main() {
	if len(os.Args) < 2 {
		log.Fatal("what does the caller say?")
	}
	session := map[string]string{"id": fmt.Sprint("call-", time.Now().UnixNano()), "from_phone_number": "+4915112345678"}
	result := answer([]json.RawMessage{message("user", os.Args[1])}, session, nil)
	result.Progress, result.Retry = nil, nil
	line, _ := json.Marshal(result)
	fmt.Println(string(line))
}
