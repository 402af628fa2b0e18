// A backend that leaves the model to the service: POST /v1/decide, with the standard library alone.
//
//	transfer-adapter serve --directory examples/bank/directory.yaml &
//	go run examples/decide.go "Hello" "Ich habe meine Karte verloren"
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

const apology = "Sorry, something went wrong. Please say that again."

var client = &http.Client{Timeout: 20 * time.Second}

// Message is one of a conversation, of the role "user" (the caller) or "assistant".
type Message struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

// Transfer is where the call goes.
type Transfer struct {
	Key            string `json:"key"`
	Number         string `json:"number"`
	CallerIDNumber string `json:"caller_id_number"`
	CallerIDName   string `json:"caller_id_name"`
	RingSeconds    *int   `json:"ring_seconds"`
}

// Result is what to do next: "listen", "transfer" or "hang_up". Progress is to be kept with the call.
type Result struct {
	Next     string          `json:"next"`
	Say      string          `json:"say"`
	Transfer *Transfer       `json:"transfer"`
	Progress json.RawMessage `json:"progress,omitempty"`
}

// answer says what to do after the caller's words, with which the messages end. Whoever called hears something always.
func answer(messages []Message, session map[string]string, progress json.RawMessage) Result {
	result, err := decide(messages, session, progress)
	if err != nil {
		log.Print(err)
		return Result{Next: "listen", Say: apology, Progress: progress}
	}
	return result
}

func decide(messages []Message, session map[string]string, progress json.RawMessage) (result Result, err error) {
	asked := map[string]any{"messages": messages, "session": session, "progress": progress}
	body, err := json.Marshal(asked)
	if err != nil {
		return result, err
	}
	request, err := http.NewRequest(http.MethodPost, service()+"/v1/decide", bytes.NewReader(body))
	if err != nil {
		return result, err
	}
	request.Header.Set("Content-Type", "application/json")
	if token := os.Getenv("ADAPTER_TOKEN"); token != "" {
		request.Header.Set("X-API-TOKEN", token)
	}
	response, err := client.Do(request)
	if err != nil {
		return result, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return result, fmt.Errorf("%s from /v1/decide", response.Status)
	}
	return result, json.NewDecoder(response.Body).Decode(&result)
}

func service() string {
	if url := os.Getenv("ADAPTER_URL"); url != "" {
		return url
	}
	return "http://127.0.0.1:8080"
}

func main() {
	session := map[string]string{"id": fmt.Sprint("call-", time.Now().UnixNano()), "from_phone_number": "+4915112345678"}
	var messages []Message
	var progress json.RawMessage
	for _, words := range os.Args[1:] {
		messages = append(messages, Message{"user", words})
		result := answer(messages, session, progress)
		progress, result.Progress = result.Progress, nil
		line, _ := json.Marshal(result)
		fmt.Println(string(line))
		if result.Next != "listen" {
			break // a transfer or the end of the call is yours to carry out
		}
		messages = append(messages, Message{"assistant", result.Say})
	}
}
