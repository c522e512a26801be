package org.inkstream.agents.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaModels;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.inkstream.loadtest.peers.models.Dialect;
import org.inkstream.loadtest.peers.models.ModelReply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client library of Ollama's that knows nothing of us. */
class OllamaClientTest {
    private static final String ANSWER = "The letter is about the harvest of the year 1847.";

    private final DoorHarness door = new DoorHarness(Dialect.OLLAMA);

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void a_chat_reaches_the_model_as_it_stands_and_its_answer_comes_with_counts() {
        door.peer.nextAnswers(ModelReply.text(ANSWER));
        OllamaChatModel model = chat().temperature(0.7).seed(42).numPredict(99_999).build();

        ChatResponse answer =
                model.chat(SystemMessage.from("You read letters."), UserMessage.from("What of?"));

        assertThat(answer.aiMessage().text()).isEqualTo(ANSWER);
        assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(answer.tokenUsage().outputTokenCount()).isPositive();
        assertThat(door.sent().getString("model")).isEqualTo("llama3.2");
        assertThat(door.sent().getJsonArray("messages"))
                .containsExactly(
                        message("system", "You read letters."), message("user", "What of?"));
        assertThat(door.sent().containsKey("format")).isFalse();
        assertThat(door.sent().getJsonObject("options"))
                .isEqualTo(
                        new JsonObject()
                                .put("temperature", 0.7)
                                .put("seed", 42)
                                .put("num_ctx", 8192)
                                .put("num_predict", 512));
    }

    @Test
    void an_answer_is_streamed_piece_by_piece() throws Exception {
        door.peer.nextAnswers(ModelReply.text(ANSWER));
        Heard heard = new Heard();

        OllamaStreamingChatModel.builder()
                .baseUrl(door.url())
                .modelName("letters")
                .build()
                .chat("What of?", heard);

        assertThat(heard.whole.get(20, TimeUnit.SECONDS).aiMessage().text()).isEqualTo(ANSWER);
        assertThat(heard.pieces).hasSizeGreaterThan(1);
        assertThat(String.join("", heard.pieces)).isEqualTo(ANSWER);
    }

    @Test
    void json_that_is_wanted_is_demanded_of_the_model() {
        chat().responseFormat(ResponseFormat.JSON).build().chat("What of?");

        assertThat(door.sent().getValue("format")).isEqualTo("json");
    }

    @Test
    void models_are_listed_described_and_shown_as_running_once_they_were_asked() {
        OllamaModels models = OllamaModels.builder().baseUrl(door.url()).build();

        chat().build().chat("What of?");

        assertThat(models.availableModels().content())
                .extracting(model -> model.getName())
                .containsExactly("letters");
        assertThat(models.runningModels().content())
                .extracting(model -> model.getName())
                .containsExactly("letters");
        assertThat(models.modelCard("letters").content().getCapabilities())
                .containsExactly("completion");
    }

    @Test
    void a_model_that_is_not_there_is_told_as_ollama_does() {
        OllamaChatModel model =
                OllamaChatModel.builder()
                        .baseUrl(door.url())
                        .modelName("mixtral")
                        .maxRetries(0)
                        .build();

        assertThatThrownBy(() -> model.chat("What of?"))
                .isInstanceOf(LangChain4jException.class)
                .hasMessageContaining("model 'mixtral' not found");
        assertThat(door.peer.requests()).isEmpty();
    }

    private OllamaChatModel.OllamaChatModelBuilder chat() {
        return OllamaChatModel.builder().baseUrl(door.url()).modelName("letters").maxRetries(0);
    }

    private static JsonObject message(String role, String content) {
        return new JsonObject().put("role", role).put("content", content);
    }

    /** Keeps what a stream says. */
    private static final class Heard implements StreamingChatResponseHandler {
        private final List<String> pieces = new CopyOnWriteArrayList<>();
        private final CompletableFuture<ChatResponse> whole = new CompletableFuture<>();

        @Override
        public void onPartialResponse(String piece) {
            pieces.add(piece);
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            whole.complete(response);
        }

        @Override
        public void onError(Throwable error) {
            whole.completeExceptionally(error);
        }
    }
}
