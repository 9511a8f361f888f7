/* The template engine against the rules of the Mustache specification, case by case. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "services/http/mustache.h"

#include <stdlib.h>
#include <string.h>

struct template_case {
    const char *name;
    const char *template;
    const char *data;     /* JSON */
    const char *partials; /* JSON object of templates, or NULL */
    const char *expected;
};

#define ABC                                                                                        \
    "{\"a\":{\"one\":1},\"b\":{\"two\":2},\"c\":{\"three\":3,\"d\":{\"four\":4,\"five\":5}}}"

static const struct template_case interpolation[] = {
    {"no tags", "Hello from {Mustache}!\n", "{}", NULL, "Hello from {Mustache}!\n"},
    {"empty template", "", "{}", NULL, ""},
    {"basic", "Hello, {{subject}}!\n", "{\"subject\":\"world\"}", NULL, "Hello, world!\n"},
    {"no re-interpolation", "{{template}}: {{planet}}",
     "{\"template\":\"{{planet}}\",\"planet\":\"Earth\"}", NULL, "{{planet}}: Earth"},
    {"escaping", "{{forbidden}}", "{\"forbidden\":\"& \\\" < > '\"}", NULL,
     "&amp; &quot; &lt; &gt; &#39;"},
    {"escaping in the middle", "{{x}}", "{\"x\":\"a<b>c\"}", NULL, "a&lt;b&gt;c"},
    {"integer", "{{mph}} miles", "{\"mph\":85}", NULL, "85 miles"},
    {"negative integer", "{{mph}}", "{\"mph\":-85}", NULL, "-85"},
    {"large integer", "{{n}}", "{\"n\":9223372036854775807}", NULL, "9223372036854775807"},
    {"decimal", "{{power}} jiggawatts", "{\"power\":1.210}", NULL, "1.21 jiggawatts"},
    {"decimal third", "{{x}}", "{\"x\":0.1}", NULL, "0.1"},
    {"true", "{{x}}", "{\"x\":true}", NULL, "true"},
    {"false", "{{x}}", "{\"x\":false}", NULL, "false"},
    {"null", "I ({{cannot}}) be seen", "{\"cannot\":null}", NULL, "I () be seen"},
    {"context miss", "I ({{cannot}}) be seen", "{}", NULL, "I () be seen"},
    {"object is no text", "({{x}})", "{\"x\":{\"y\":1}}", NULL, "()"},
    {"array is no text", "({{x}})", "{\"x\":[1]}", NULL, "()"},
    {"utf-8", "{{x}} – æøå", "{\"x\":\"blåbærgrød\"}", NULL, "blåbærgrød – æøå"},
    {"dotted", "{{person.name}} == {{#person}}{{name}}{{/person}}",
     "{\"person\":{\"name\":\"Joe\"}}", NULL, "Joe == Joe"},
    {"dotted, any depth", "{{a.b.c.d.e.name}}",
     "{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{\"name\":\"Phil\"}}}}}}", NULL, "Phil"},
    {"dotted, broken chain", "{{a.b.c}} == ", "{\"a\":{}}", NULL, " == "},
    {"dotted, broken chain resolution",
     "{{a.b.c.name}} == ", "{\"a\":{\"b\":{}},\"c\":{\"name\":\"Jim\"}}", NULL, " == "},
    {"dotted, initial resolution", "{{#a}}{{b.c.d.e.name}}{{/a}}",
     "{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{\"name\":\"Phil\"}}}}},"
     "\"b\":{\"c\":{\"d\":{\"e\":{\"name\":\"Wrong\"}}}}}",
     NULL, "Phil"},
    {"dotted, context precedence", "{{#a}}{{b.c}}{{/a}}",
     "{\"a\":{\"b\":{}},\"b\":{\"c\":\"ERROR\"}}", NULL, ""},
    {"dotted, never single keys", "{{a.b}}", "{\"a.b\":\"c\"}", NULL, ""},
    {"dotted, no masking", "{{a.b}}", "{\"a.b\":\"c\",\"a\":{\"b\":\"d\"}}", NULL, "d"},
    {"dotted into a text", "({{a.b}})", "{\"a\":\"x\"}", NULL, "()"},
    {"implicit iterator", "Hello, {{.}}!", "\"world\"", NULL, "Hello, world!"},
    {"implicit iterator escapes", "{{.}}", "\"<&>\"", NULL, "&lt;&amp;&gt;"},
    {"implicit iterator integer", "{{.}}", "85", NULL, "85"},
    {"surrounding whitespace", "| {{string}} |", "{\"string\":\"---\"}", NULL, "| --- |"},
    {"standalone is not removed", "  {{string}}\n", "{\"string\":\"---\"}", NULL, "  ---\n"},
    {"padding", "|{{ string }}|", "{\"string\":\"---\"}", NULL, "|---|"},
    {"padding with newline", "|{{\n string\n}}|", "{\"string\":\"---\"}", NULL, "|---|"},
    {"hyphen and digits in names", "{{a-1_b}}", "{\"a-1_b\":\"x\"}", NULL, "x"},
    {"t is an ordinary name without translations", "{{t.x}}", "{\"t\":{\"x\":\"y\"}}", NULL, "y"},
};

static const struct template_case sections[] = {
    {"truthy", "{{#boolean}}shown{{/boolean}}", "{\"boolean\":true}", NULL, "shown"},
    {"falsey", "{{#boolean}}shown{{/boolean}}", "{\"boolean\":false}", NULL, ""},
    {"null is falsey", "{{#null}}shown{{/null}}", "{\"null\":null}", NULL, ""},
    {"empty string is falsey", "{{#x}}shown{{/x}}", "{\"x\":\"\"}", NULL, ""},
    {"zero is falsey", "{{#x}}shown{{/x}}", "{\"x\":0}", NULL, ""},
    {"real zero is falsey", "{{#x}}shown{{/x}}", "{\"x\":0.0}", NULL, ""},
    {"empty object is truthy", "{{#x}}shown{{/x}}", "{\"x\":{}}", NULL, "shown"},
    {"context", "{{#context}}Hi {{name}}.{{/context}}", "{\"context\":{\"name\":\"Joe\"}}", NULL,
     "Hi Joe."},
    {"parent contexts", "{{#sec}}{{a}}, {{b}}, {{c.d}}{{/sec}}",
     "{\"a\":\"foo\",\"b\":\"wrong\",\"sec\":{\"b\":\"bar\"},\"c\":{\"d\":\"baz\"}}", NULL,
     "foo, bar, baz"},
    {"variable test", "{{#foo}}{{.}} is {{foo}}{{/foo}}", "{\"foo\":\"bar\"}", NULL, "bar is bar"},
    {"list contexts",
     "{{#tops}}{{#middles}}{{tname.lower}}{{mname}}.{{#bottoms}}{{tname.upper}}{{mname}}{{bname}}."
     "{{/bottoms}}{{/middles}}{{/tops}}",
     "{\"tops\":[{\"tname\":{\"upper\":\"A\",\"lower\":\"a\"},"
     "\"middles\":[{\"mname\":\"1\",\"bottoms\":[{\"bname\":\"x\"},{\"bname\":\"y\"}]}]}]}",
     NULL, "a1.A1x.A1y."},
    {"deeply nested contexts",
     "{{#a}}\n{{one}}\n{{#b}}\n{{one}}{{two}}{{one}}\n{{#c}}\n{{one}}{{two}}{{three}}\n{{#d}}\n"
     "{{one}}{{two}}{{three}}{{four}}\n{{#five}}\n{{four}}{{five}}{{.}}6{{.}}\n{{/five}}\n{{one}}\n"
     "{{/d}}\n{{three}}\n{{/c}}\n{{two}}\n{{/b}}\n{{one}}\n{{/a}}\n",
     ABC, NULL, "1\n121\n123\n1234\n45565\n1\n3\n2\n1\n"},
    {"list", "{{#list}}{{item}}{{/list}}", "{\"list\":[{\"item\":1},{\"item\":2},{\"item\":3}]}",
     NULL, "123"},
    {"empty list", "{{#list}}Yay lists!{{/list}}", "{\"list\":[]}", NULL, ""},
    {"strings are not lists", "{{#section}}foo{{/section}}", "{\"section\":\"123\"}", NULL, "foo"},
    {"doubled", "{{#bool}}\n* first\n{{/bool}}\n* {{two}}\n{{#bool}}\n* third\n{{/bool}}\n",
     "{\"bool\":true,\"two\":\"second\"}", NULL, "* first\n* second\n* third\n"},
    {"nested truthy", "| A {{#bool}}B {{#bool}}C{{/bool}} D{{/bool}} E |", "{\"bool\":true}", NULL,
     "| A B C D E |"},
    {"nested falsey", "| A {{#bool}}B {{#bool}}C{{/bool}} D{{/bool}} E |", "{\"bool\":false}", NULL,
     "| A  E |"},
    {"context misses", "[{{#missing}}Found key 'missing'!{{/missing}}]", "{}", NULL, "[]"},
    {"iterator string", "{{#list}}({{.}}){{/list}}", "{\"list\":[\"a\",\"b\"]}", NULL, "(a)(b)"},
    {"iterator integer", "{{#list}}({{.}}){{/list}}", "{\"list\":[1,2]}", NULL, "(1)(2)"},
    {"iterator decimal", "{{#list}}({{.}}){{/list}}", "{\"list\":[1.10,2.20]}", NULL, "(1.1)(2.2)"},
    {"iterator array", "{{#list}}({{#.}}{{.}}{{/.}}){{/list}}",
     "{\"list\":[[1,2,3],[\"a\",\"b\",\"c\"]]}", NULL, "(123)(abc)"},
    {"iterator root", "{{#.}}({{value}}){{/.}}", "[{\"value\":\"a\"},{\"value\":\"b\"}]", NULL,
     "(a)(b)"},
    {"iterator escapes", "{{#list}}({{.}}){{/list}}", "{\"list\":[\"<\"]}", NULL, "(&lt;)"},
    {"null elements", "{{#list}}[{{x}}]{{/list}}", "{\"list\":[null,{\"x\":1}]}", NULL, "[][1]"},
    {"dotted truthy", "{{#a.b.c}}Here{{/a.b.c}}", "{\"a\":{\"b\":{\"c\":true}}}", NULL, "Here"},
    {"dotted falsey", "{{#a.b.c}}Here{{/a.b.c}}", "{\"a\":{\"b\":{\"c\":false}}}", NULL, ""},
    {"dotted broken", "{{#a.b.c}}Here{{/a.b.c}}", "{\"a\":{}}", NULL, ""},
    {"surrounding whitespace", " | {{#boolean}}\t|\t{{/boolean}} | \n", "{\"boolean\":true}", NULL,
     " | \t|\t | \n"},
    {"internal whitespace", " | {{#boolean}} {{! Important }}\n {{/boolean}} | \n",
     "{\"boolean\":true}", NULL, " |  \n  | \n"},
    {"indented inline", " {{#boolean}}YES{{/boolean}}\n {{#boolean}}GOOD{{/boolean}}\n",
     "{\"boolean\":true}", NULL, " YES\n GOOD\n"},
    {"standalone lines", "| This Is\n{{#boolean}}\n|\n{{/boolean}}\n| A Line\n",
     "{\"boolean\":true}", NULL, "| This Is\n|\n| A Line\n"},
    {"indented standalone lines", "| This Is\n  {{#boolean}}\n|\n  {{/boolean}}\n| A Line\n",
     "{\"boolean\":true}", NULL, "| This Is\n|\n| A Line\n"},
    {"standalone line endings", "|\r\n{{#boolean}}\r\n{{/boolean}}\r\n|", "{\"boolean\":true}",
     NULL, "|\r\n|"},
    {"standalone without previous line", "  {{#boolean}}\n#{{/boolean}}\n/", "{\"boolean\":true}",
     NULL, "#\n/"},
    {"standalone without newline", "#{{#boolean}}\n/\n  {{/boolean}}", "{\"boolean\":true}", NULL,
     "#\n/\n"},
    {"standalone with trailing blanks", "{{#boolean}}  \nx\n{{/boolean}}\t\ny",
     "{\"boolean\":true}", NULL, "x\ny"},
    {"padding", "|{{# boolean }}={{/ boolean }}|", "{\"boolean\":true}", NULL, "|=|"},
};

static const struct template_case inverted[] = {
    {"falsey", "{{^boolean}}shown{{/boolean}}", "{\"boolean\":false}", NULL, "shown"},
    {"truthy", "{{^boolean}}shown{{/boolean}}", "{\"boolean\":true}", NULL, ""},
    {"null", "{{^null}}shown{{/null}}", "{\"null\":null}", NULL, "shown"},
    {"context", "{{^context}}Hi {{name}}.{{/context}}", "{\"context\":{\"name\":\"Joe\"}}", NULL,
     ""},
    {"list", "{{^list}}{{n}}{{/list}}", "{\"list\":[{\"n\":1},{\"n\":2}]}", NULL, ""},
    {"empty list", "{{^list}}Yay lists!{{/list}}", "{\"list\":[]}", NULL, "Yay lists!"},
    {"doubled", "{{^bool}}\n* first\n{{/bool}}\n* {{two}}\n{{^bool}}\n* third\n{{/bool}}\n",
     "{\"bool\":false,\"two\":\"second\"}", NULL, "* first\n* second\n* third\n"},
    {"nested falsey", "| A {{^bool}}B {{^bool}}C{{/bool}} D{{/bool}} E |", "{\"bool\":false}", NULL,
     "| A B C D E |"},
    {"nested truthy", "| A {{^bool}}B {{^bool}}C{{/bool}} D{{/bool}} E |", "{\"bool\":true}", NULL,
     "| A  E |"},
    {"context misses", "[{{^missing}}Cannot find key 'missing'!{{/missing}}]", "{}", NULL,
     "[Cannot find key 'missing'!]"},
    {"empty string", "{{^x}}none{{/x}}", "{\"x\":\"\"}", NULL, "none"},
    {"dotted truthy", "{{^a.b.c}}Not Here{{/a.b.c}}", "{\"a\":{\"b\":{\"c\":true}}}", NULL, ""},
    {"dotted falsey", "{{^a.b.c}}Not Here{{/a.b.c}}", "{\"a\":{\"b\":{\"c\":false}}}", NULL,
     "Not Here"},
    {"dotted broken", "{{^a.b.c}}Not Here{{/a.b.c}}", "{\"a\":{}}", NULL, "Not Here"},
    {"context is kept", "{{#o}}{{^x}}{{y}}{{/x}}{{/o}}", "{\"o\":{\"y\":\"z\"}}", NULL, "z"},
    {"surrounding whitespace", " | {{^boolean}}\t|\t{{/boolean}} | \n", "{\"boolean\":false}", NULL,
     " | \t|\t | \n"},
    {"standalone lines", "| This Is\n{{^boolean}}\n|\n{{/boolean}}\n| A Line\n",
     "{\"boolean\":false}", NULL, "| This Is\n|\n| A Line\n"},
    {"standalone line endings", "|\r\n{{^boolean}}\r\n{{/boolean}}\r\n|", "{\"boolean\":false}",
     NULL, "|\r\n|"},
    {"standalone without previous line", "  {{^boolean}}\n^{{/boolean}}\n/", "{\"boolean\":false}",
     NULL, "^\n/"},
    {"standalone without newline", "^{{^boolean}}\n/\n  {{/boolean}}", "{\"boolean\":false}", NULL,
     "^\n/\n"},
    {"padding", "|{{^ boolean }}={{/ boolean }}|", "{\"boolean\":false}", NULL, "|=|"},
};

static const struct template_case partials[] = {
    {"basic", "\"{{>text}}\"", "{}", "{\"text\":\"from partial\"}", "\"from partial\""},
    {"failed lookup", "\"{{>text}}\"", "{}", "{}", "\"\""},
    {"context", "\"{{>partial}}\"", "{\"text\":\"content\"}", "{\"partial\":\"*{{text}}*\"}",
     "\"*content*\""},
    {"recursion", "{{>node}}", "{\"content\":\"X\",\"nodes\":[{\"content\":\"Y\",\"nodes\":[]}]}",
     "{\"node\":\"{{content}}<{{#nodes}}{{>node}}{{/nodes}}>\"}", "X<Y<>>"},
    {"nested", "{{>outer}}", "{\"a\":\"hello\",\"b\":\"world\"}",
     "{\"outer\":\"*{{a}} {{>inner}}*\",\"inner\":\"{{b}}!\"}", "*hello world!*"},
    {"surrounding whitespace", "| {{>partial}} |", "{}", "{\"partial\":\"\\t|\\t\"}", "| \t|\t |"},
    {"inline indentation", "  {{data}}  {{> partial}}\n", "{\"data\":\"|\"}",
     "{\"partial\":\">\\n>\"}", "  |  >\n>\n"},
    {"standalone line endings", "|\r\n{{>partial}}\r\n|", "{}", "{\"partial\":\">\"}", "|\r\n>|"},
    {"standalone without previous line", "  {{>partial}}\n>", "{}", "{\"partial\":\">\\n>\"}",
     "  >\n  >>"},
    {"standalone without newline", ">\n  {{>partial}}", "{}", "{\"partial\":\">\\n>\"}",
     ">\n  >\n  >"},
    {"standalone indentation", "\\\n {{>partial}}\n/\n", "{\"content\":\"(\\n-)\"}",
     "{\"partial\":\"|\\n{{content}}\\n|\\n\"}", "\\\n |\n (\n-)\n |\n/\n"},
    {"indentation accumulates", "  {{>a}}\n", "{}",
     "{\"a\":\"1\\n  {{>b}}\\n3\\n\",\"b\":\"2\\n2\\n\"}", "  1\n    2\n    2\n  3\n"},
    {"indentation before a section", "  {{>a}}\n", "{\"x\":true}",
     "{\"a\":\"{{#x}}\\ny\\n{{/x}}\\n{{#x}}z{{/x}}\\n\"}", "  y\n  z\n"},
    {"indentation before an inline partial", " {{>a}}\n", "{}",
     "{\"a\":\"{{>b}};\\nx\\n\",\"b\":\"1\\n2\"}", " 1\n2;\n x\n"},
    {"no indentation of empty lines", "  {{>a}}\n", "{}", "{\"a\":\"1\\n\\n2\\n\"}",
     "  1\n\n  2\n"},
    {"padding", "|{{> partial }}|", "{}", "{\"partial\":\"[]\"}", "|[]|"},
};

static const struct template_case comments[] = {
    {"inline", "12345{{! Comment Block! }}67890", "{}", NULL, "1234567890"},
    {"multiline", "12345{{!\n  This is a\n  multi-line comment...\n}}67890\n", "{}", NULL,
     "1234567890\n"},
    {"standalone", "Begin.\n{{! Comment Block! }}\nEnd.\n", "{}", NULL, "Begin.\nEnd.\n"},
    {"indented standalone", "Begin.\n  {{! Indented Comment Block! }}\nEnd.\n", "{}", NULL,
     "Begin.\nEnd.\n"},
    {"standalone line endings", "|\r\n{{! Standalone Comment }}\r\n|", "{}", NULL, "|\r\n|"},
    {"standalone without previous line", "  {{! I'm Still Standalone }}\n!", "{}", NULL, "!"},
    {"standalone without newline", "!\n  {{! I'm Still Standalone }}", "{}", NULL, "!\n"},
    {"multiline standalone", "Begin.\n{{!\nSomething's going on here...\n}}\nEnd.\n", "{}", NULL,
     "Begin.\nEnd.\n"},
    {"indented multiline standalone", "Begin.\n  {{!\n    Something\n  }}\nEnd.\n", "{}", NULL,
     "Begin.\nEnd.\n"},
    {"indented inline", "  12 {{! 34 }}\n", "{}", NULL, "  12 \n"},
    {"surrounding whitespace", "12345 {{! Comment Block! }} 67890", "{}", NULL, "12345  67890"},
    {"no collision with variables", "comments never show: >{{! comment }}<",
     "{\"! comment\":1,\"comment\":4}", NULL, "comments never show: ><"},
    {"tag characters in a comment", "{{! {{#x {{>y }}-", "{}", NULL, "-"},
};

static const struct template_case delimiters[] = {
    {"pair behaviour", "{{=<% %>=}}(<%text%>)", "{\"text\":\"Hey!\"}", NULL, "(Hey!)"},
    {"special characters", "({{=[ ]=}}[text])", "{\"text\":\"It worked!\"}", NULL, "(It worked!)"},
    {"sections",
     "[\n{{#section}}\n  {{data}}\n  |data|\n{{/section}}\n{{= | | =}}\n|#section|\n  {{data}}\n"
     "  |data|\n|/section|\n]\n",
     "{\"section\":true,\"data\":\"I got interpolated.\"}", NULL,
     "[\n  I got interpolated.\n  |data|\n  {{data}}\n  I got interpolated.\n]\n"},
    {"inverted sections",
     "[\n{{^section}}\n  {{data}}\n  |data|\n{{/section}}\n{{= | | =}}\n|^section|\n  {{data}}\n"
     "  |data|\n|/section|\n]\n",
     "{\"section\":false,\"data\":\"I got interpolated.\"}", NULL,
     "[\n  I got interpolated.\n  |data|\n  {{data}}\n  I got interpolated.\n]\n"},
    {"partial inheritance", "[ {{>include}} ]\n{{= | | =}}\n[ |>include| ]\n",
     "{\"value\":\"yes\"}", "{\"include\":\".{{value}}.\"}", "[ .yes. ]\n[ .yes. ]\n"},
    {"post-partial behaviour", "[ {{>include}} ]\n[ .{{value}}.  .|value|. ]\n",
     "{\"value\":\"yes\"}", "{\"include\":\".{{value}}. {{= | | =}} .|value|.\"}",
     "[ .yes.  .yes. ]\n[ .yes.  .|value|. ]\n"},
    {"surrounding whitespace", "| {{=@ @=}} |", "{}", NULL, "|  |"},
    {"outlying whitespace", " | {{=@ @=}}\n", "{}", NULL, " | \n"},
    {"standalone tag", "Begin.\n{{=@ @=}}\nEnd.\n", "{}", NULL, "Begin.\nEnd.\n"},
    {"indented standalone tag", "Begin.\n  {{=@ @=}}\nEnd.\n", "{}", NULL, "Begin.\nEnd.\n"},
    {"standalone line endings", "|\r\n{{= @ @ =}}\r\n|", "{}", NULL, "|\r\n|"},
    {"standalone without previous line", "  {{=@ @=}}\n=", "{}", NULL, "="},
    {"standalone without newline", "=\n  {{=@ @=}}", "{}", NULL, "=\n"},
    {"padding", "|{{= @   @ =}}|", "{}", NULL, "||"},
    {"back again", "{{=<% %>=}}<%x%><%={{ }}=%>{{x}}", "{\"x\":1}", NULL, "11"},
};

#define NEST "{\"fruit\":\"apples\",\"nested\":{\"fruit\":\"bananas\"}}"

static const struct template_case inheritance[] = {
    {"default", "{{$title}}Default title{{/title}}\n", "{}", NULL, "Default title\n"},
    {"variable", "{{$foo}}default {{bar}} content{{/foo}}\n", "{\"bar\":\"baz\"}", NULL,
     "default baz content\n"},
    {"sections", "{{$foo}}default {{#bar}}{{baz}}{{/bar}} content{{/foo}}\n",
     "{\"bar\":{\"baz\":\"qux\"}}", NULL, "default qux content\n"},
    {"negative sections", "{{$foo}}default {{^bar}}{{baz}}{{/bar}} content{{/foo}}\n",
     "{\"baz\":\"three\"}", NULL, "default three content\n"},
    {"mustache injection", "{{$foo}}default {{#bar}}{{baz}}{{/bar}} content{{/foo}}\n",
     "{\"bar\":{\"baz\":\"{{qux}}\"}}", NULL, "default {{qux}} content\n"},
    {"inherit", "{{<include}}{{/include}}", "{}",
     "{\"include\":\"{{$foo}}default content{{/foo}}\"}", "default content"},
    {"overridden content", "{{<super}}{{$title}}sub template title{{/title}}{{/super}}", "{}",
     "{\"super\":\"...{{$title}}Default title{{/title}}...\"}", "...sub template title..."},
    {"data does not override block", "{{<include}}{{$var}}var in template{{/var}}{{/include}}",
     "{\"var\":\"var in data\"}", "{\"include\":\"{{$var}}var in include{{/var}}\"}",
     "var in template"},
    {"data does not override default", "{{<include}}{{/include}}", "{\"var\":\"var in data\"}",
     "{\"include\":\"{{$var}}var in include{{/var}}\"}", "var in include"},
    {"overridden parent", "test {{<parent}}{{$stuff}}override{{/stuff}}{{/parent}}", "{}",
     "{\"parent\":\"{{$stuff}}...{{/stuff}}\"}", "test override"},
    {"two overridden parents",
     "test {{<parent}}{{$stuff}}override1{{/stuff}}{{/parent}} "
     "{{<parent}}{{$stuff}}override2{{/stuff}}{{/parent}}\n",
     "{}", "{\"parent\":\"|{{$stuff}}...{{/stuff}}{{$default}} default{{/default}}|\"}",
     "test |override1 default| |override2 default|\n"},
    {"newlines", "{{<parent}}{{$ballmer}}\npeaked\n\n:(\n{{/ballmer}}{{/parent}}", "{}",
     "{\"parent\":\"{{$ballmer}}peaking{{/ballmer}}\"}", "\npeaked\n\n:(\n"},
    {"inherit indentation", "{{<parent}}{{$nineties}}hammer time{{/nineties}}{{/parent}}", "{}",
     "{\"parent\":\"stop:\\n  {{$nineties}}collaborate and listen{{/nineties}}\\n\"}",
     "stop:\n  hammer time\n"},
    {"only one override", "{{<parent}}{{$stuff2}}override two{{/stuff2}}{{/parent}}", "{}",
     "{\"parent\":\"{{$stuff}}default one{{/stuff}}, {{$stuff2}}default two{{/stuff2}}\"}",
     "default one, override two"},
    {"parent without parameters is a partial", "{{>parent}}|{{<parent}}{{/parent}}", "{}",
     "{\"parent\":\"{{$foo}}default content{{/foo}}\"}", "default content|default content"},
    {"recursion", "{{<parent}}{{$foo}}override{{/foo}}{{/parent}}", "{}",
     "{\"parent\":\"{{$foo}}default content{{/foo}} {{$bar}}{{<parent2}}{{/parent2}}{{/bar}}\","
     "\"parent2\":\"{{$foo}}parent2 default content{{/foo}} "
     "{{<parent}}{{$bar}}don't recurse{{/bar}}{{/parent}}\"}",
     "override override override don't recurse"},
    {"multi-level", "{{<parent}}{{$a}}c{{/a}}{{/parent}}", "{}",
     "{\"parent\":\"{{<older}}{{$a}}p{{/a}}{{/older}}\","
     "\"older\":\"{{<grand}}{{$a}}o{{/a}}{{/grand}}\",\"grand\":\"{{$a}}g{{/a}}\"}",
     "c"},
    {"multi-level, no sub child", "{{<parent}}{{/parent}}", "{}",
     "{\"parent\":\"{{<older}}{{$a}}p{{/a}}{{/older}}\","
     "\"older\":\"{{<grand}}{{$a}}o{{/a}}{{/grand}}\",\"grand\":\"{{$a}}g{{/a}}\"}",
     "p"},
    {"text inside parent", "{{<parent}} asdfasd {{$foo}}hmm{{/foo}} asdf {{/parent}}", "{}",
     "{\"parent\":\"{{$foo}}default content{{/foo}}\"}", "hmm"},
    {"text inside parent, no blocks", "{{<parent}} asdfasd {{/parent}}", "{}",
     "{\"parent\":\"{{$foo}}default content{{/foo}}\"}", "default content"},
    {"variables inside parent are dropped", "{{<parent}} {{x}} {{/parent}}", "{\"x\":\"X\"}",
     "{\"parent\":\"-\"}", "-"},
    {"block scope", "{{<parent}}{{$block}}I say {{fruit}}.{{/block}}{{/parent}}", NEST,
     "{\"parent\":\"{{#nested}}{{$block}}You say {{fruit}}.{{/block}}{{/nested}}\"}",
     "I say bananas."},
    {"block in a list", "{{<parent}}{{$item}}<{{.}}>{{/item}}{{/parent}}", "{\"l\":[1,2]}",
     "{\"parent\":\"{{#l}}{{$item}}{{/item}}{{/l}}\"}", "<1><2>"},
    {"missing parent", "[{{<nobody}}{{$a}}x{{/a}}{{/nobody}}]", "{}", "{}", "[]"},
    {"standalone parent", "Hi,\n  {{<parent}}\n  {{/parent}}\n", "{}",
     "{\"parent\":\"one\\ntwo\\n\"}", "Hi,\n  one\n  two\n"},
    {"layout as written",
     "{{<layout}}\n{{$title}}Plan{{/title}}\n{{$main}}\n<p>x</p>\n{{/main}}\n{{/layout}}\n", "{}",
     "{\"layout\":\"<title>{{$title}}Samplan{{/title}}</title>\\n{{$main}}\\n{{/main}}\\n\"}",
     "<title>Plan</title>\n<p>x</p>\n"},
    {"block within a replacing block",
     "{{<parent}}{{$a}}[{{$b}}own{{/b}}]{{/a}}{{$b}}other{{/b}}{{/parent}}", "{}",
     "{\"parent\":\"{{$a}}{{/a}}{{$b}}{{/b}}\"}", "[own]other"},
    {"a replacing block may hold its own name", "{{<p}}{{$b}}1{{$b}}2{{/b}}{{/b}}{{/p}}", "{}",
     "{\"p\":\"{{$b}}0{{/b}}\"}", "12"},
    {"partial in a parent sees the blocks", "{{<parent}}{{$a}}mine{{/a}}{{/parent}}", "{}",
     "{\"parent\":\"{{>part}}\",\"part\":\"{{$a}}default{{/a}}\"}", "mine"},
};

static void run_case(const struct template_case *row)
{
    struct mustache_set *set = mustache_new(NULL, false);
    struct problems problems = {.out = stderr};
    json_t *data = json_loads(row->data, JSON_DECODE_ANY, NULL);
    json_t *others = json_loads(row->partials == NULL ? "{}" : row->partials, 0, NULL);
    const char *name;
    json_t *text;
    struct arena *arena = arena_new(0);
    struct i18n_reader reader = i18n_reader(NULL, NULL, 0);
    char problem[200];
    char *out = NULL;
    size_t n_bytes = 0;

    assert_non_null(data);
    assert_non_null(others);
    mustache_add(set, "main", row->template, strlen(row->template), &problems);
    json_object_foreach(others, name, text)
        mustache_add(set, name, json_string_value(text), json_string_length(text), &problems);
    mustache_link(set, &problems);
    assert_int_equal(problems.n, 0);
    assert_int_equal(mustache_render(set, mustache_find(set, "main"), &reader, data, 1 << 20, arena,
                                     problem, &out, &n_bytes),
                     OK);
    if (strcmp(out, row->expected) != 0)
        fail_msg("%s:\n  template %s\n  expected %s\n  got      %s", row->name, row->template,
                 row->expected, out);
    assert_int_equal(n_bytes, strlen(out));
    arena_free(arena);
    json_decref(data);
    json_decref(others);
    mustache_free(set);
}

static void run_cases(const struct template_case *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        run_case(&rows[i]);
}

#define TABLE(table)                                                                               \
    static void mustache_render__##table##_table__as_specified(void **state)                       \
    {                                                                                              \
        (void)state;                                                                               \
        run_cases(table, ARRAY_LEN(table));                                                        \
    }

TABLE(interpolation)
TABLE(sections)
TABLE(inverted)
TABLE(partials)
TABLE(comments)
TABLE(delimiters)
TABLE(inheritance)

/* What may not compile, and a part of the message. */
static const struct {
    const char *template, *message;
} refused[] = {
    {"{{{x}}}", "main.html:1: raw interpolation"},
    {"\n{{&x}}", "main.html:2: raw interpolation"},
    {"{{#x}}", "main.html:1: {{x}} is never closed"},
    {"{{/x}}", "closes nothing"},
    {"\n{{#x}}\n{{/y}}", "main.html:3: {{/y}} stands where {{/x}} (opened in line 2) is due"},
    {"{{#x}}{{^y}}{{/x}}{{/y}}", "stands where"},
    {"{{x", "the tag is not closed"},
    {"a\n\n{{ x", "main.html:3: the tag is not closed"},
    {"{{}}", "not a name"},
    {"{{ }}", "not a name"},
    {"{{a b}}", "not a name"},
    {"{{a..b}}", "not a name"},
    {"{{.a}}", "not a name"},
    {"{{a.}}", "not a name"},
    {"{{#}}x{{/}}", "not a name"},
    {"{{a.b.c.d.e.f.g.h.i}}", "too many parts"},
    {"{{=x}}", "must end in ="},
    {"{{=a=}}", "not two delimiters"},
    {"{{=a b c=}}", "not two delimiters"},
    {"{{= =}}", "not two delimiters"},
    {"{{=<<<<<<<<< >=}}", "not two delimiters"},
};

static void mustache_add__malformed_template__names_line_and_reason(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(refused); i++) {
        char *text = NULL;
        size_t n = 0;
        FILE *out = open_memstream(&text, &n);
        struct problems problems = {.out = out};
        struct mustache_set *set = mustache_new(NULL, false);
        mustache_add(set, "main", refused[i].template, strlen(refused[i].template), &problems);
        fclose(out);
        if (problems.n == 0 || strstr(text, refused[i].message) == NULL)
            fail_msg("%s: got %s", refused[i].template, text);
        free(text);
        mustache_free(set);
    }
}

static void mustache_add__several_problems__tells_all(void **state)
{
    (void)state;
    static const char text[] = "{{{a}}}\n{{&b}}\n{{c d}}\n";
    struct problems problems = {.out = NULL};
    struct mustache_set *set = mustache_new(NULL, false);
    mustache_add(set, "main", text, strlen(text), &problems);
    assert_int_equal(problems.n, 3);
    mustache_free(set);
}

static enum err render_text(const char *template, const char *data, bool strict, size_t max_bytes,
                            char problem[200])
{
    struct problems problems = {.out = stderr};
    struct mustache_set *set = mustache_new(NULL, strict);
    struct arena *arena = arena_new(0);
    json_t *view = json_loads(data, JSON_DECODE_ANY, NULL);
    struct i18n_reader reader = i18n_reader(NULL, NULL, 0);
    char *out;
    size_t n;
    mustache_add(set, "main", template, strlen(template), &problems);
    mustache_link(set, &problems);
    enum err r = mustache_render(set, mustache_find(set, "main"), &reader, view, max_bytes, arena,
                                 problem, &out, &n);
    json_decref(view);
    arena_free(arena);
    mustache_free(set);
    return r;
}

static void mustache_render__strict_and_undefined__names_line_and_key(void **state)
{
    (void)state;
    char problem[200] = "";
    assert_int_equal(render_text("\n{{a.b}}", "{\"a\":{}}", true, 1000, problem), ERR_INTERNAL);
    assert_string_equal(problem, "main:2: undefined key a.b");
    assert_int_equal(render_text("{{a}}", "{\"a\":[1]}", true, 1000, problem), ERR_INTERNAL);
    assert_string_equal(problem, "main:1: not a text: a");
    assert_int_equal(
        render_text("{{a}}{{#b}}{{c}}{{/b}}{{^d}}x{{/d}}", "{\"a\":null}", true, 1000, problem),
        OK);
}

static void mustache_render__limits__are_kept(void **state)
{
    (void)state;
    char problem[200] = "";
    assert_int_equal(render_text("{{>main}}", "{}", false, 1000, problem), ERR_LIMIT);
    assert_string_equal(problem, "main:1: nested too deeply");
    assert_int_equal(
        render_text("{{#a}}{{>main}}{{>main}}{{/a}}", "{\"a\":[1,2,3]}", false, 1000, problem),
        ERR_LIMIT);
    assert_int_equal(render_text("{{#a}}0123456789{{/a}}", "{\"a\":[1,2,3]}", false, 25, problem),
                     ERR_LIMIT);
    assert_non_null(strstr(problem, "too large"));
    assert_int_equal(render_text("{{#a}}0123456789{{/a}}", "{\"a\":[1,2,3]}", false, 30, problem),
                     OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mustache_render__interpolation_table__as_specified),
        cmocka_unit_test(mustache_render__sections_table__as_specified),
        cmocka_unit_test(mustache_render__inverted_table__as_specified),
        cmocka_unit_test(mustache_render__partials_table__as_specified),
        cmocka_unit_test(mustache_render__comments_table__as_specified),
        cmocka_unit_test(mustache_render__delimiters_table__as_specified),
        cmocka_unit_test(mustache_render__inheritance_table__as_specified),
        cmocka_unit_test(mustache_add__malformed_template__names_line_and_reason),
        cmocka_unit_test(mustache_add__several_problems__tells_all),
        cmocka_unit_test(mustache_render__strict_and_undefined__names_line_and_key),
        cmocka_unit_test(mustache_render__limits__are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
